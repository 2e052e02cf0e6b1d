import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const server = join(dirname(createRequire(import.meta.url).resolve("yaml-language-server/package.json")), "bin");

/** One message of the protocol. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** A finding that an editor underlines. Lines and characters count from 0. */
export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

/** The language server that editors use for YAML, with a folder open in it. */
export interface Editor extends AsyncDisposable {
  /** Opens or changes a file, and waits for what the server finds in it. */
  show(file: string, text: string): Promise<readonly Diagnostic[]>;
  /** What is shown for the word at a place, as Markdown. */
  hover(file: string, line: number, character: number): Promise<string>;
  /** The words that are offered at a place. */
  completions(file: string, line: number, character: number): Promise<readonly string[]>;
}

/** Starts the server for a folder. It asks no catalog of schemas, as without a network. */
export async function openEditor(folder: string): Promise<Editor> {
  const child = spawn(process.execPath, [join(server, "yaml-language-server"), "--stdio"], {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const waiting = new Map<number, (result: unknown) => void>();
  const findings = new Map<string, (found: readonly Diagnostic[]) => void>();
  let last = 0;
  const send = (message: object): void => write(child, { jsonrpc: "2.0", ...message });
  const request = async (method: string, params: object): Promise<unknown> => {
    const id = ++last;
    const answer = new Promise<unknown>((resolve) => waiting.set(id, resolve));
    send({ id, method, params });
    return answer;
  };
  listen(child, (message) => {
    if (message.method === undefined) waiting.get(message.id ?? 0)?.(message.result);
    else if (message.id !== undefined) send({ id: message.id, result: answerOf(message) });
    else if (message.method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = message.params as { uri: string; diagnostics: readonly Diagnostic[] };
      findings.get(uri)?.(diagnostics);
    }
  });
  const rootUri = pathToFileURL(folder).href;
  await request("initialize", {
    processId: process.pid,
    rootUri,
    capabilities: {
      textDocument: { hover: { contentFormat: ["markdown"] }, completion: {} },
      workspace: { configuration: true },
    },
    workspaceFolders: [{ uri: rootUri, name: "repository" }],
  });
  send({ method: "initialized", params: {} });
  const uriOf = (file: string): string => pathToFileURL(join(folder, file)).href;
  const at = (file: string, line: number, character: number): object => ({
    textDocument: { uri: uriOf(file) },
    position: { line, character },
  });
  let version = 0;
  return {
    show: async (file, text) => {
      const uri = uriOf(file);
      const found = new Promise<readonly Diagnostic[]>((resolve) => findings.set(uri, resolve));
      const textDocument = { uri, languageId: "yaml", version: ++version, text };
      if (version === 1) send({ method: "textDocument/didOpen", params: { textDocument } });
      else
        send({
          method: "textDocument/didChange",
          params: { textDocument: { uri, version }, contentChanges: [{ text }] },
        });
      return found;
    },
    hover: async (file, line, character) => {
      const result = (await request("textDocument/hover", at(file, line, character))) as {
        contents: { value: string };
      } | null;
      return result?.contents.value ?? "";
    },
    completions: async (file, line, character) => {
      const result = (await request("textDocument/completion", at(file, line, character))) as {
        items: readonly { label: string }[];
      };
      return result.items.map(({ label }) => label);
    },
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await new Promise((resolve) => child.once("close", resolve));
    },
  };
}

const settings: Readonly<Record<string, object>> = {
  yaml: { hover: true, completion: true, validate: true, schemaStore: { enable: false } },
};

/** The server asks for settings, section by section. */
function answerOf({ method, params }: Message): unknown {
  if (method !== "workspace/configuration") return null;
  const { items } = params as { items: readonly { section: string }[] };
  return items.map(({ section }) => settings[section] ?? {});
}

function write(child: ChildProcess, message: object): void {
  const text = JSON.stringify(message);
  child.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function listen(child: ChildProcess, receive: (message: Message) => void): void {
  let buffer = Buffer.alloc(0);
  child.stdout?.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const [head = "", length = ""] = /Content-Length: (\d+)[^]*?\r\n\r\n/.exec(buffer.toString("latin1")) ?? [];
      const end = head.length + Number(length);
      if (head === "" || buffer.length < end) return;
      receive(JSON.parse(buffer.subarray(head.length, end).toString("utf8")) as Message);
      buffer = buffer.subarray(end);
    }
  });
}
