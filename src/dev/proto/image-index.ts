import type { DescriptorProto, EnumDescriptorProto, FileDescriptorProto } from '@bufbuild/protobuf/wkt';

interface Entry {
  readonly file: FileDescriptorProto;
  readonly type: DescriptorProto | EnumDescriptorProto;
}

/** Finds types and methods of a descriptor set by their full names (`temporal.api.common.v1.Payload`, no leading dot). */
export class ImageIndex {
  readonly #topLevel = new Map<string, Entry>();
  readonly #files: readonly FileDescriptorProto[];

  constructor(files: readonly FileDescriptorProto[]) {
    this.#files = files;
    for (const file of files) {
      for (const type of [...file.messageType, ...file.enumType]) {
        this.#topLevel.set(`${file.package}.${type.name}`, { file, type });
      }
    }
  }

  /** Declares one more message in `file`. */
  addMessage(file: FileDescriptorProto, message: DescriptorProto): void {
    file.messageType.push(message);
    this.#topLevel.set(`${file.package}.${message.name}`, { file, type: message });
  }

  message(name: string): { file: FileDescriptorProto; message: DescriptorProto } {
    const { file, type } = this.#entry(name);
    if (type.$typeName !== 'google.protobuf.DescriptorProto') throw new Error(`${name} is not a message`);
    return { file, message: type };
  }

  /** Top-level types outside of google.protobuf. */
  typeNames(): string[] {
    return [...this.#topLevel.keys()].filter((name) => !name.startsWith('google.protobuf.'));
  }

  fileOf(name: string): FileDescriptorProto {
    return this.#entry(this.topLevel(name)).file;
  }

  /** The top-level type that contains a nested one; a top-level type is its own. */
  topLevel(name: string): string {
    for (let candidate = name; candidate.includes('.'); candidate = candidate.slice(0, candidate.lastIndexOf('.'))) {
      if (this.#topLevel.has(candidate)) return candidate;
    }
    throw new Error(`The Temporal API has no type ${name}`);
  }

  /** Types of all fields of a message and of those nested in it, with a leading dot. */
  references(message: DescriptorProto): Set<string> {
    return new Set([
      ...message.field.map(({ typeName }) => typeName).filter((typeName) => typeName !== ''),
      ...message.nestedType.flatMap((nested) => [...this.references(nested)]),
    ]);
  }

  /** `roots` and every top-level type they refer to, directly or not; without google.protobuf. */
  closure(roots: Iterable<string>): Set<string> {
    const seen = new Set<string>();
    const visit = (name: string): void => {
      if (seen.has(name) || name.startsWith('google.protobuf.')) return;
      seen.add(name);
      const { type } = this.#entry(name);
      if (type.$typeName !== 'google.protobuf.DescriptorProto') return;
      for (const reference of this.references(type)) visit(this.topLevel(reference.slice(1)));
    };
    for (const root of roots) visit(root);
    return seen;
  }

  methodsOf(service: string): string[] {
    return this.#service(service).method.map(({ name }) => name);
  }

  /** Request and response type of a method. */
  typesOfMethod(service: string, method: string): [string, string] {
    const found = this.#service(service).method.find(({ name }) => name === method);
    if (!found) throw new Error(`${service} has no method ${method}`);
    return [found.inputType.slice(1), found.outputType.slice(1)];
  }

  #service(name: string) {
    for (const file of this.#files) {
      const service = file.service.find((candidate) => `${file.package}.${candidate.name}` === name);
      if (service) return service;
    }
    throw new Error(`The Temporal API has no service ${name}`);
  }

  #entry(name: string): Entry {
    const entry = this.#topLevel.get(name);
    if (!entry) throw new Error(`The Temporal API has no type ${name}`);
    return entry;
  }
}
