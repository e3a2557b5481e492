/**
 * Models and providers that Python code names: `from_pretrained("owner/name")` and what loads weights alike, and the address that a client of a provider is given.
 * Documentation: Transformers, huggingface_hub, sentence-transformers, vLLM, Ollama and OpenAI clients. Surprising: it is a program and is not run, so only literal
 * strings in these calls count.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import type { CodeStyle } from '../../syntax/code-tokens.ts';
import { addressComponent, addressesIn } from '../infra/addresses.ts';
import { codeStrings } from '../infra/code-strings.ts';
import { hubModel, ollamaModel } from './model-component.ts';

/** Reads model references and provider addresses. */
export const pythonModels: DocumentFormat = {
  id: 'models/python-models',
  title: 'Models and providers in Python code',
  files: [],
  mayBe: ['*.py'],
  recognise: (head) => marks.test(head),
  priority: -5,
  parse,
};

const marks =
  /from_pretrained\(|snapshot_download|hf_hub_download|SentenceTransformer\(|HuggingFaceEmbeddings|\bpipeline\(|\bbase_url\s*=|\bapi_base\s*=|openai_api_base|\bollama\b|\bLLM\(/;

const python: CodeStyle = {
  lineComments: ['#'],
  quotes: [
    { open: '"""', close: '"""', escape: 'backslash', multiline: true },
    { open: "'''", close: "'''", escape: 'backslash', multiline: true },
    { open: '"', close: '"', escape: 'backslash' },
    { open: "'", close: "'", escape: 'backslash' },
  ],
};

const loaders =
  /(?:^|\.)(?:from_pretrained|snapshot_download|hf_hub_download|SentenceTransformer|CrossEncoder|HuggingFaceEmbeddings|HuggingFacePipeline|LLM|AutoModel\w*|AutoTokenizer|pipeline|InferenceClient|HuggingFaceEndpoint)$/;
const modelKeys: ReadonlySet<string> = new Set([
  '',
  '(',
  'model',
  'model_id',
  'model_name',
  'model_path',
  'repo_id',
  'pretrained_model_name_or_path',
  'tokenizer',
  'model_name_or_path',
]);
const ollamaCalls = /(?:^|\.)(?:ChatOllama|OllamaLLM|Ollama|OllamaEmbeddings)$|^ollama\.\w+$/;
const addressKeys =
  /^(?:base_url|api_base|openai_api_base|endpoint|endpoint_url|azure_endpoint|api_url|inference_server_url)$/;

function parse({ text }: DocumentInput): DocumentResult {
  const components: Component[] = [];
  // A literal that never ends is the program's own trouble; what stands before it was read.
  for (const { value, offset, key, call, dynamic } of codeStrings(text, python).strings) {
    if (dynamic) continue;
    const at = { offset };
    if (loaders.test(call) && modelKeys.has(key)) {
      const model = hubModel(value, at);
      if (model) components.push(model);
    } else if (ollamaCalls.test(call) && (key === 'model' || key === '')) {
      const model = ollamaModel(value, at);
      if (model) components.push(model);
    } else if (addressKeys.test(key)) {
      for (const found of addressesIn(value))
        components.push(addressComponent(found.value, key, { offset: offset + found.offset }, undefined));
    }
  }
  return { components };
}
