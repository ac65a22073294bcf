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

// Some packages name a well-known licence and leave out its words: they are said here, with the holder of the rights.
const holders = {
  "govuk-frontend": "2017 Crown Copyright (Government Digital Service)",
};

const WITHOUT_WARRANTY = `THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT
OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const wordings = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

${WITHOUT_WARRANTY}`,
  "BSD-3-Clause": `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.
3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
   derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`,
};

function text(folder) {
  const file = existsSync(folder) && readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  if (file) return readFileSync(join(folder, file), "utf8").trim();
  const { author, license, name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const holder = holders[name] ?? (typeof author === "string" ? author : author?.name);
  // A new package of another kind ends the build: somebody has to look at what its licence asks for.
  if (!holder || !wordings[license]) throw new Error(`${name} ships no licence text, and notices.mjs has none for it.`);
  return `Copyright (c) ${holder}\n\n${wordings[license]}`;
}
