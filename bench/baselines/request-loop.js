import { readFileSync } from "node:fs";
import { request } from "undici";

/**
 * The same requests by plain undici: as many workers as the tool has connections, each body read and parsed.
 * Arguments: base URL, token, concurrency, and the file with the paths, one a line.
 */
export async function requestLoop(baseUrl, token, concurrency, pathsFile) {
  const paths = readFileSync(pathsFile, "utf8").split("\n");
  const headers = { authorization: token, accept: "application/json" };
  let next = 0;
  const work = async () => {
    while (next < paths.length) {
      const { statusCode, body } = await request(baseUrl + paths[next++], { headers });
      const text = await body.text();
      if (statusCode === 200) JSON.parse(text);
      else if (statusCode !== 204) throw new Error(`unexpected status ${statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: Number(concurrency) }, work));
}

if (import.meta.main) {
  await requestLoop(...process.argv.slice(2));
  process.exit(); // idle connections would keep it waiting
}
