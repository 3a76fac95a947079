/** What Go ships beside its WebAssembly: it defines the global class Go. */
declare module '*/wasm_exec.js';
