import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { BankDocumentSchema } from '@notebank/content-schema';
import { quizHtml } from '@notebank/quiz/html';
import { everyKind, historicQuestion } from '@notebank/quiz/samples';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../example');
const questions = [...everyKind(), historicQuestion()];

/** Compares a file with what it should hold. `UPDATE=1` writes it instead. */
function expectFile(name: string, content: string): void {
  const path = join(folder, name);
  if (process.env.UPDATE === '1') writeFileSync(path, content);
  const parse = (text: string): unknown => (name.endsWith('.json') ? JSON.parse(text) : text);
  expect(parse(readFileSync(path, 'utf8')), `run the test with UPDATE=1 to write ${name}`).toEqual(parse(content));
}

it('shows the HTML that @notebank/quiz/html gives now', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const html = quizHtml(questions, { title: 'With a server', reportUrl: () => 'https://notebank.example/report' });
  const fresh = page.replace(
    /<!-- quiz -->.*<!-- \/quiz -->/s,
    () => `<!-- quiz -->\n${html.replaceAll('<form', '\n<form')}\n<!-- /quiz -->`,
  );
  expectFile('index.html', fresh);
});

it('has a bank document that keeps to its schema', () => {
  const document = BankDocumentSchema.parse({
    $schema: 'https://notebank.example/api/v1/bank.schema.json',
    schemaVersion: 1,
    bank: {
      id: 'example',
      title: 'Example',
      version: '1.0.0',
      site: 'https://notebank.example/',
      attribution: 'Notebank contributors',
      licence: { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    },
    date: '2026-11-21',
    questions,
  });
  expectFile('questions.json', `${JSON.stringify(document, null, 2)}\n`);
});
