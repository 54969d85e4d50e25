// Glue between VS Code and front-matter.cjs. The language server for YAML does not read front matter inside Markdown
// (https://github.com/redhat-developer/vscode-yaml/issues/207), so that this folder completes it itself.
// It may go once that issue is solved.
const vscode = require('vscode');
const { complete, describe } = require('./front-matter.cjs');

const SELECTORS = [
  { schema: 'question.json', pattern: '**/questions/*/*.md' },
  { schema: 'note.json', pattern: '**/notes/*/*.md' },
];

exports.activate = (context) => {
  for (const { schema: file, pattern } of SELECTORS) {
    const selector = { language: 'markdown', pattern };
    const schema = readSchema(file);
    const completions = {
      async provideCompletionItems(document, position) {
        const items = complete(await schema, document.getText(), position.line, position.character);
        return items.map(({ label, insert, description, isKey }) => {
          const kind = isKey ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.EnumMember;
          const item = new vscode.CompletionItem(label, kind);
          item.insertText = insert;
          item.documentation = description;
          return item;
        });
      },
    };
    const hovers = {
      async provideHover(document, position) {
        const text = describe(await schema, document.getText(), position.line);
        return text === undefined ? undefined : new vscode.Hover(text);
      },
    };
    context.subscriptions.push(
      vscode.languages.registerCompletionItemProvider(selector, completions, ':', ' ', '-'),
      vscode.languages.registerHoverProvider(selector, hovers),
    );
  }
};

async function readSchema(file) {
  const [folder] = await vscode.workspace.findFiles(`packages/content-schema/schemas/${file}`, null, 1);
  if (folder === undefined) return {};
  const bytes = await vscode.workspace.fs.readFile(folder);
  return JSON.parse(new TextDecoder().decode(bytes));
}
