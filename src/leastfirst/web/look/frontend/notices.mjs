// The licences of what the built front end is made of, as their authors ask for: one text file that travels with it.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

// Every package of the lock that is not a tool of the build, whether or not a line of it reached the bundles.
export function notices(lock, packages) {
  const entries = Object.entries(JSON.parse(readFileSync(lock, "utf8")).packages)
    .filter(([path, entry]) => path && !entry.dev && !entry.devOptional && !entry.optional)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = entries.map(([path, entry]) => {
    const name = path.split("node_modules/").at(-1);
    return `${name} ${entry.version}\nLicence: ${entry.license ?? "see its text"}\n\n${text(join(packages, relative("node_modules", path)))}`;
  });
  const rule = `\n\n${"=".repeat(100)}\n\n`;
  return `The pages of leastfirst carry code, styles and type by others, each under its own licence.${rule}${parts.join(rule)}\n`;
}

function text(folder) {
  const name = existsSync(folder) && readdirSync(folder).find((file) => /^(licen[cs]e|copying)/i.test(file));
  if (name) return readFileSync(join(folder, name), "utf8").trim();
  const { author, homepage = "", repository = "" } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const by = typeof author === "string" ? author : (author?.name ?? "");
  return ["This package ships no licence text of its own.", by, homepage || repository.url || repository].filter(Boolean).join("\n");
}
