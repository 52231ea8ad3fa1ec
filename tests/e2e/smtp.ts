// A small mail server that a relay can really talk to: it takes letters, keeps them for the test,
// and refuses whom the test says.
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";

export interface Mail {
  from: string;
  to: string;
  /** The letter as it came, headers and all parts, encodings as they are. */
  data: string;
}

/** The texts of a letter as they are read, whatever they were encoded in on the way. */
export function readable({ data }: Mail): string {
  const parts = data.split(/^--.*$/m).map((part) => {
    const at = part.indexOf("\n\n");
    const [head, body] = [part.slice(0, at), part.slice(at + 2)];
    if (/^content-transfer-encoding: base64/im.test(head)) return `${head}\n${Buffer.from(body, "base64").toString("utf8")}`;
    return part.replaceAll("=\n", "");
  });
  return parts.join("\n");
}

export class Smtp {
  readonly taken: Mail[] = [];
  readonly #refusals = new Map<string, string>();
  readonly #sockets = new Set<Socket>();

  private constructor(
    readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<Smtp> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const smtp = new Smtp(server, address.port);
    server.on("connection", (socket) => smtp.#talk(socket));
    return smtp;
  }

  /** The flags of a relay that sends through this server. */
  get flags(): string[] {
    const from = "Pale Cormorant <office@palecormorant.example>";
    // Only this machine: a relay that others reach sends mail only with a key.
    return ["--host", "127.0.0.1", "--mail-host", "127.0.0.1", "--mail-port", String(this.port), "--mail-tls", "none", "--mail-from", from];
  }

  refuses(address: string, answer: string): void {
    this.#refusals.set(address, answer);
  }

  to(address: string): Mail[] {
    return this.taken.filter((mail) => mail.to === address);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, "close");
  }

  #talk(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.setEncoding("latin1");
    const say = (line: string) => socket.write(`${line}\r\n`);
    let rest = "";
    let mail: Mail = { from: "", to: "", data: "" };
    let isData = false;
    say("220 mail.test ESMTP");
    socket.on("data", (text) => {
      const lines = (rest + text).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (isData) {
          if (line === ".") {
            isData = false;
            this.taken.push(mail);
            say("250 2.0.0 taken");
          } else {
            mail.data += `${line.startsWith(".") ? line.slice(1) : line}\n`;
          }
          continue;
        }
        const address = /<([^>]*)>/.exec(line)?.[1] ?? "";
        switch (line.split(/[ :]/)[0]?.toUpperCase()) {
          case "EHLO":
            say("250-mail.test");
            say("250-8BITMIME");
            say("250 SMTPUTF8");
            break;
          case "MAIL":
            mail = { from: address, to: "", data: "" };
            say("250 2.1.0 ok");
            break;
          case "RCPT":
            mail.to = address;
            say(this.#refusals.get(address) ?? "250 2.1.5 ok");
            break;
          case "DATA":
            isData = true;
            say("354 go on");
            break;
          case "QUIT":
            say("221 bye");
            socket.end();
            break;
          default:
            say("250 ok");
        }
      }
    });
  }
}
