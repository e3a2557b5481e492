import type { Component, Place } from '../../model/component.ts';

/** A model of a hub by `owner/name`, with a revision after `@` or `:`. Undefined for a local folder or what is no reference. */
export function hubModel(reference: string, at: Place): Component | undefined {
  const found = /^([A-Za-z0-9][\w.-]{0,95})\/([A-Za-z0-9][\w.-]{0,95})(?:[@:]([\w.-]+))?$/.exec(reference.trim());
  if (!found || /\.(?:bin|pt|pth|onnx|gguf|json|txt|py|safetensors|ckpt|h5)$/i.test(found[2] as string))
    return undefined;
  return {
    kind: 'model',
    name: `${found[1]}/${found[2]}`,
    ...(found[3] !== undefined && { version: found[3] }),
    ecosystem: 'huggingface',
    at,
    direct: true,
  };
}

/** A model as Ollama names it: `qwen2.5:7b`, `owner/name:tag`, `hf.co/owner/name:quantisation`. */
export function ollamaModel(reference: string, at: Place): Component | undefined {
  const text = reference.trim().replace(/^https?:\/\//, '');
  const hub = /^(?:hf\.co|huggingface\.co)\/(.+)$/.exec(text);
  if (hub) return hubModel(hub[1] as string, at);
  const found = /^((?:[\w.-]+\/)?[\w.-]+)(?::([\w.-]+))?$/.exec(text);
  if (!found || !/[a-z]/i.test(found[1] as string)) return undefined;
  return {
    kind: 'model',
    name: (found[1] as string).replace(/^library\//, ''),
    ...(found[2] !== undefined && { version: found[2] }),
    ecosystem: 'ollama',
    at,
    direct: true,
  };
}
