/**
 * Models and providers that JavaScript and TypeScript code names: the address that a client is given (`baseURL`), and what loads weights. Documentation:
 * Transformers.js, huggingface.js, LangChain.js, the OpenAI and Ollama clients. Surprising: it is a program and is not run, so only literal strings in these
 * places count, and what a bundler wrote is passed over: its sources say it better.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { addressComponent, addressesIn } from '../infra/addresses.ts';
import { codeStrings, scriptStyle } from '../infra/code-strings.ts';
import { hubModel, ollamaModel } from './model-component.ts';

/** Reads model references and addresses of clients. */
export const javascriptModels: DocumentFormat = {
  id: 'models/javascript-models',
  title: 'Models and providers in JavaScript and TypeScript code',
  files: [],
  mayBe: ['*.js', '*.mjs', '*.cjs', '*.jsx', '*.ts', '*.mts', '*.cts', '*.tsx'],
  recognise: (head) => marks.test(head) && !bundled.test(head),
  priority: -5,
  parse,
};

const marks =
  /\bbase(?:URL|Url)\b\s*[:=]|\bapiBase\w*\s*[:=]|\bfrom_pretrained\(|\bpipeline\(|@huggingface\/|\bollama\b|\bChatOllama\b/;
/** A line that nobody writes. */
const bundled = /[^\n]{5000}/;

const addressKeys = /^(?:base_?url|api_?base(?:_?url)?|endpoint_?url|azureOpenAIEndpoint)$/i;
const loaders = /(?:^|\.)(?:from_pretrained|pipeline|HuggingFaceInference|HuggingFaceTransformersEmbeddings)$/;
const ollamaCalls = /(?:^|\.)(?:ChatOllama|Ollama|OllamaEmbeddings)$|^ollama\.\w+$/;

function parse({ text }: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const ofHub = text.includes('@huggingface/');
  // A literal that never ends is the program's own trouble; what stands before it was read.
  for (const { value, offset, key, call, dynamic } of codeStrings(text, scriptStyle).strings) {
    if (dynamic) continue;
    const at = { offset };
    if (ollamaCalls.test(call) && key === 'model') {
      const model = ollamaModel(value, at);
      if (model) components.push(model);
    } else if (loaders.test(call) || (ofHub && key === 'model')) {
      const model = hubModel(value, at);
      if (model) components.push(model);
    } else if (addressKeys.test(key)) {
      for (const found of addressesIn(value))
        components.push(addressComponent(found.value, key, { offset: offset + found.offset }, undefined));
    }
  }
  return { components };
}
