import ts from 'typescript';

/** One import, export-from or dynamic import of a file. */
export interface Import {
  /** As written: `./bank.ts`, `@notebank/quiz/html`, `node:fs`. */
  readonly specifier: string;
  /** Whether nothing of it is left at run time. */
  readonly typeOnly: boolean;
  /** Counted from 1, where the specifier stands. */
  readonly line: number;
  readonly column: number;
}

/**
 * Imports of a file in reading order: static ones, re-exports, `import()` of a literal, `require` of a literal, types
 * through `import('...')`, and the side of an `.astro` file that is TypeScript.
 *
 * @param path - Its ending tells the syntax: ts, tsx, js, jsx, mjs, astro.
 */
export function readImports(path: string, text: string): Import[] {
  const source = path.endsWith('.astro') ? onlyScripts(text) : text;
  const file = ts.createSourceFile(path.replace(/\.astro$/, '.ts'), source, ts.ScriptTarget.Latest, false);
  const found: Import[] = [];
  const add = (literal: ts.Node, typeOnly: boolean) => {
    if (!ts.isStringLiteralLike(literal)) return;
    const { line, character } = file.getLineAndCharacterOfPosition(literal.getStart(file));
    found.push({ specifier: literal.text, typeOnly, line: line + 1, column: character + 1 });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnlyImport(node));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, isTypeOnlyExport(node));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && isImportCall(node) && node.arguments[0]) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isTypeOnlyImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

function isTypeOnlyExport(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true;
  const clause = node.exportClause;
  if (clause === undefined || !ts.isNamedExports(clause)) return false;
  return clause.elements.length > 0 && clause.elements.every((element) => element.isTypeOnly);
}

function isImportCall(node: ts.CallExpression): boolean {
  const { expression } = node;
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')
  );
}

/** Front matter and script elements of an Astro file at their places; everything else becomes spaces. */
function onlyScripts(text: string): string {
  const kept: [number, number][] = [];
  const front = /^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(text);
  if (front?.[1] !== undefined) kept.push([text.indexOf(front[1]), front[1].length]);
  for (const match of text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)) {
    if (match[1] !== undefined) kept.push([match.index + match[0].indexOf('>') + 1, match[1].length]);
  }
  let result = '';
  let from = 0;
  for (const [start, length] of kept) {
    result += blank(text.slice(from, start)) + text.slice(start, start + length);
    from = start + length;
  }
  return result + blank(text.slice(from));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
