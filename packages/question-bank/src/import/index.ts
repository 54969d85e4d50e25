export { type CsvProblem, type FromCsv, fromCsv } from './csv/from-csv.ts';
export { type FromJson, fromJson, type JsonProblem } from './json.ts';
