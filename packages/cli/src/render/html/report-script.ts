/** The script of the page: it searches, with the query in the address, and sorts. The rows are in the page without it. */
export const reportScript = `"use strict";
(() => {
  const input = document.querySelector("input[type=search]");
  const count = document.querySelector("[role=status]");
  const sections = [...document.querySelectorAll("section.workspace")].map((section) => ({
    section,
    rows: [...section.querySelectorAll("tbody tr[role=row]")],
  }));
  const rows = sections.flatMap((one) => one.rows);
  const searched = ["id", "name", "state", "owner"];
  let texts = null;
  const textOf = (row) => searched.map((key) => row.querySelector("." + key).textContent).join("\\n").toLowerCase();

  const filter = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
    if (words.length > 0) texts ??= new Map(rows.map((row) => [row, textOf(row)]));
    let shown = 0;
    for (const one of sections) {
      let matched = 0;
      for (const row of one.rows) {
        const isMatch = words.every((word) => texts.get(row).includes(word));
        if (row.hidden === isMatch) row.hidden = !isMatch;
        if (isMatch) matched++;
      }
      one.section.hidden = words.length > 0 && matched === 0;
      shown += matched;
    }
    const total = rows.length.toLocaleString("en");
    count.textContent = words.length === 0 ? total + " schedules" : shown.toLocaleString("en") + " of " + total + " schedules";
  };

  const queryInAddress = () => new URLSearchParams(location.hash.slice(1)).get("q");
  const keepInAddress = () => {
    const query = input.value.trim();
    const address = query === "" ? location.href.replace(/#.*/s, "") : "#q=" + encodeURIComponent(query);
    history.replaceState(null, "", address);
  };

  const sort = (head) => {
    const table = head.closest("table");
    const column = [...head.parentElement.children].indexOf(head);
    const isDown = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.children) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    const body = table.tBodies[0];
    const keyOf = (cell) => (cell.dataset.order ?? cell.textContent).trim();
    const keyed = [...body.rows].map((row, index) => ({ row, index, key: keyOf(row.cells[column]) }));
    const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
    const direction = isDown ? -1 : 1;
    keyed.sort((a, b) => {
      if ((a.key === "") !== (b.key === "")) return a.key === "" ? 1 : -1;
      return direction * compare(a.key, b.key) || a.index - b.index;
    });
    body.append(...keyed.map(({ row }) => row));
  };

  for (const button of document.querySelectorAll("th > button")) {
    button.disabled = false;
    button.addEventListener("click", () => sort(button.parentElement));
  }
  input.closest("[role=search]").hidden = false;
  input.addEventListener("input", () => (filter(), keepInAddress()));
  const takeFromAddress = () => {
    input.value = queryInAddress() ?? "";
    filter();
  };
  addEventListener("hashchange", () => queryInAddress() !== null && takeFromAddress());
  takeFromAddress();
})();
`;
