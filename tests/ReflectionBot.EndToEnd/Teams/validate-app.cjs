// Validates JSON files against the schemas that Microsoft ships in @microsoft/app-manifest, with its own validator (Ajv). No network.
// Arguments: the folder of the package, then pairs of a schema's path in it and a file. Prints "valid <file>", or what is wrong.
const { readFileSync } = require("fs");
const { join } = require("path");
const { createRequire } = require("module");

const [folder, ...pairs] = process.argv.slice(2);
const required = createRequire(join(folder, "package.json"));
const Ajv = required("ajv-draft-04");
const formats = required("ajv-formats");
const read = file => JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));

for (let i = 0; i < pairs.length; i += 2) {
  // Some of the patterns are not written for the flag u.
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  formats(ajv);
  const validate = ajv.compile(read(join(folder, pairs[i])));
  console.log(validate(read(pairs[i + 1])) ? `valid ${pairs[i + 1]}` : `wrong ${pairs[i + 1]} ${JSON.stringify(validate.errors)}`);
}
