// What may stand at a place of the front matter, by its JSON Schema. Knows the YAML that notes and questions use: block
// maps and block lists of maps. Inside `{...}` and `[...]` it offers nothing.

/**
 * @typedef {object} Schema What a JSON Schema says, as far as it is read here.
 * @property {string} [description]
 * @property {string | string[]} [type]
 * @property {Record<string, Schema>} [properties]
 * @property {Schema} [items]
 * @property {string[]} [enum]
 * @property {string} [const]
 * @property {Schema[]} [oneOf]
 * @property {Schema[]} [anyOf]
 */

/**
 * @typedef {object} Completion
 * @property {string} label
 * @property {string} insert Text to put in.
 * @property {string} description
 * @property {boolean} isKey A key, or else a value.
 */

/**
 * @typedef {object} Line A line of front matter.
 * @property {number} indent Column of its key.
 * @property {boolean} item Whether it begins an item of a list.
 * @property {string} key
 */

const KEY = /^(\s*)(- +)?([A-Za-z][\w-]*)?/;

/**
 * Keys or values that may stand at a place.
 *
 * @param {Schema} schema
 * @param {string} text The whole file.
 * @param {number} line Counted from 0.
 * @param {number} character Counted from 0.
 * @returns {Completion[]}
 */
function complete(schema, text, line, character) {
  const lines = frontMatter(text);
  if (lines === undefined || line < 1 || line >= lines.length) return [];
  const before = (lines[line] ?? '').slice(0, character);
  const value = /^(\s*(?:- +)?)([A-Za-z][\w-]*):[ ]+([\w-]*)$/.exec(before);
  const place = parse(value ? `${value[1]}${value[2]}` : before);
  const owner = ownerOf(schema, lines, line, place);
  if (owner === undefined) return [];
  if (value) return valuesOf(owner.properties?.[value[2] ?? '']);
  return /^\s*(?:- +)?[A-Za-z][\w-]*$|^\s*(?:- +)?$/.test(before) ? keysOf(owner, siblings(lines, line, place)) : [];
}

/**
 * What the key of a line means.
 *
 * @param {Schema} schema
 * @param {string} text The whole file.
 * @param {number} line Counted from 0.
 * @returns {string | undefined}
 */
function describe(schema, text, line) {
  const lines = frontMatter(text);
  if (lines === undefined || line < 1 || line >= lines.length) return undefined;
  const place = parse(lines[line] ?? '');
  return ownerOf(schema, lines, line, place)?.properties?.[place.key]?.description;
}

/**
 * Lines of the front matter with its opening `---`, or undefined when the file has none.
 *
 * @param {string} text
 */
function frontMatter(text) {
  const lines = text.split(/\r?\n/);
  const end = lines.indexOf('---', 1);
  return lines[0] === '---' ? lines.slice(0, end === -1 ? undefined : end) : undefined;
}

/**
 * @param {string} text
 * @returns {Line}
 */
function parse(text) {
  const [, space = '', dash = '', key = ''] = KEY.exec(text) ?? [];
  return { indent: space.length + dash.length, item: dash !== '', key };
}

/**
 * Schema of the map that a line belongs to.
 *
 * @param {Schema} schema
 * @param {string[]} lines
 * @param {number} line
 * @param {Line} place
 * @returns {Schema | undefined}
 */
function ownerOf(schema, lines, line, place) {
  /** @type {string[]} */
  const path = [];
  let { indent } = place;
  for (let at = line - 1; at > 0 && indent > 0; at--) {
    const above = parse(lines[at] ?? '');
    // A list may stand at the column of its key, so that its items are deeper than they look.
    if (above.key === '' || above.indent >= indent || above.item) continue;
    path.unshift(above.key);
    indent = above.indent;
  }
  /** @type {Schema | undefined} */
  let owner = variant(schema, lines);
  for (const key of path) {
    /** @type {Schema | undefined} */
    const next = owner?.properties?.[key];
    owner = next?.items ?? next;
  }
  return owner?.properties === undefined ? undefined : owner;
}

/**
 * The schema for the `kind` that the file names; all of its kinds together while it names none.
 *
 * @param {Schema} schema
 * @param {string[]} lines
 * @returns {Schema}
 */
function variant(schema, lines) {
  const variants = schema.oneOf;
  if (variants === undefined) return schema;
  const kind = /^kind: *(\w+)/m.exec(lines.join('\n'))?.[1];
  const named = variants.find(({ properties }) => properties?.kind?.const === kind);
  if (named) return { ...named, properties: { ...named.properties, kind: kinds(variants) } };
  /** @type {Record<string, Schema>} */
  const properties = Object.assign({}, ...variants.map((one) => one.properties));
  return { properties: { ...properties, kind: kinds(variants) } };
}

/**
 * @param {Schema[]} variants
 * @returns {Schema}
 */
function kinds(variants) {
  const all = variants.flatMap(({ properties }) => properties?.kind?.const ?? []);
  return { enum: all, description: 'What the reader is asked to do. It never changes.' };
}

/**
 * Keys that the map of a line has already.
 *
 * @param {string[]} lines
 * @param {number} line
 * @param {Line} place
 * @returns {Set<string>}
 */
function siblings(lines, line, place) {
  const found = new Set();
  /** @param {number} step */
  const walk = (step) => {
    for (let at = line + step; at > 0 && at < lines.length; at += step) {
      const other = parse(lines[at] ?? '');
      if (other.key === '' || other.indent > place.indent) continue;
      if (other.indent < place.indent || (step === 1 && other.item)) return;
      found.add(other.key);
      if (step === -1 && other.item) return;
    }
  };
  if (!place.item) walk(-1);
  walk(1);
  return found;
}

/**
 * @param {Schema} owner
 * @param {Set<string>} taken
 * @returns {Completion[]}
 */
function keysOf(owner, taken) {
  return Object.entries(owner.properties ?? {})
    .filter(([key]) => !taken.has(key))
    .map(([key, { description = '', properties, items, type }]) => {
      const block = properties !== undefined || items?.properties !== undefined || type === 'object';
      return { label: key, insert: block ? `${key}:` : `${key}: `, description, isKey: true };
    });
}

/**
 * @param {Schema | undefined} schema
 * @returns {Completion[]}
 */
function valuesOf(schema) {
  const values = schema?.enum ?? (schema?.type === 'boolean' ? ['true', 'false'] : []);
  const description = schema?.description ?? '';
  return values.map((value) => ({ label: value, insert: value, description, isKey: false }));
}

module.exports = { complete, describe };
