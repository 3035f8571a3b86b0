// Runs digests.py in the page's own Python: node digests.mjs PYODIDE FOLDER-WITH-ARCHIVES SCRIPT EVERY
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [home, folder, script, every] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(home, "pyodide.mjs")));
const python = await loadPyodide({ stdLibURL: resolve(folder, "python_stdlib.zip") });
python.unpackArchive(Uint8Array.from(readFileSync(join(folder, "app.zip"))), "zip", { extractDir: "/app" });
const text = `import sys\nsys.path.insert(0, "/app")\n${readFileSync(script, "utf8")}\ndigests(${every})`;
// A pipe takes 64 kB at once: ended earlier, the rest is lost.
process.stdout.write(await python.runPythonAsync(text), () => process.exit(0));
