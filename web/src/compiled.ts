import { answered, Obstructed, uncompiled } from './obstacle';

/** Compiles a module while it is fetched. Rejects, as Obstructed, where it can't be had. */
export async function compiled(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url).catch((e: unknown) => {
    throw new Obstructed('network', String(e));
  });
  if (!response.ok) throw answered(response);
  try {
    // A host may serve .wasm with another media type, which streaming refuses.
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('application/wasm')) return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (e) {
    throw await uncompiled(e);
  }
}
