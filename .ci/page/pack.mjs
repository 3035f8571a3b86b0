// Runs pack.py in the Python that the page has: node pack.mjs PYODIDE APP.zip FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [home, archive, folder] = process.argv.slice(2);
const read = (...path) => Uint8Array.from(readFileSync(join(...path))); // Pyodide takes no Buffer
const { loadPyodide } = await import(pathToFileURL(resolve(home, "pyodide.mjs")));
// The same parts make the same page, byte for byte: no random order, and no columns for tracebacks.
const python = await loadPyodide({ env: { HOME: "/", PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" } });
try {
  python.FS.writeFile("/app.zip", read(archive));
  python.FS.writeFile("/python_stdlib.zip", read(home, "python_stdlib.zip"));
  python.FS.mkdir("/packed");
  await python.runPythonAsync(`${readFileSync(new URL("pack.py", import.meta.url), "utf8")}\nawait main()`);
  for (const name of ["app.zip", "python_stdlib.zip"]) writeFileSync(join(folder, name), python.FS.readFile(`/packed/${name}`));
  process.exit(0);
} catch (error) {
  process.stderr.write(error.message);
  process.exit(1);
}
