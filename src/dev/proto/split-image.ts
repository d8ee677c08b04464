/**
 * Divides the Temporal API into the folders that layers.ts names.
 *
 * Input and output are descriptor sets. Message and method names stay, so the wire is the same; what changes is which
 * file declares them. protoc-gen-es embeds one descriptor per file, and a page loads whole files.
 */
import { clone, create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  type DescriptorProto,
  DescriptorProtoSchema,
  type EnumDescriptorProto,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Type,
  FileDescriptorSetSchema,
  type ServiceDescriptorProto,
  ServiceDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import {
  droppedFields,
  extraTypes,
  layers,
  slimMessages,
  slimMethods,
  wholeServices,
  workflowService,
} from './layers.js';
import { ImageIndex } from './image-index.js';
import { keepComments } from './image-comments.js';

/** @throws Error when layers.ts names something that the API does not have */
export function splitImage(image: Uint8Array): Uint8Array {
  const set = fromBinary(FileDescriptorSetSchema, image);
  for (const file of set.file) {
    if (!isWellKnown(file.name)) dropWhatNoPageReads(file);
  }
  const index = new ImageIndex(set.file);
  addSlimMessages(index);
  const layerOf = assignLayers(index);
  const files = [...set.file.filter((file) => isWellKnown(file.name)), ...layeredFiles(set.file, index, layerOf)];
  return toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file: sortByDependency(files) }));
}

function isWellKnown(path: string): boolean {
  return path.startsWith('google/protobuf/');
}

/** Options other than `deprecated` and `packed` say something to servers and other languages only. */
function dropWhatNoPageReads(file: FileDescriptorProto): void {
  file.options = undefined;
  file.extension = [];
  for (const service of file.service) {
    service.options = undefined;
    for (const method of service.method) method.options = keepDeprecated(method.options);
  }
  const strip = (message: DescriptorProto, name: string): void => {
    message.field = message.field.filter((field) => !droppedFields.has(`${name}.${field.name}`));
    for (const field of message.field) {
      if (field.options) field.options.$unknown = undefined;
    }
    if (message.options) message.options.$unknown = undefined;
    for (const nested of message.nestedType) strip(nested, `${name}.${nested.name}`);
  };
  for (const message of file.messageType) strip(message, `${file.package}.${message.name}`);
}

function keepDeprecated<Options extends { deprecated: boolean; $unknown?: unknown }>(
  options: Options | undefined,
): Options | undefined {
  if (!options?.deprecated) return undefined;
  options.$unknown = undefined;
  return options;
}

/** Adds the messages of `slimMessages` beside their originals; among each other they refer to the slim ones. */
function addSlimMessages(index: ImageIndex): void {
  const slimNames = new Map<string, string>();
  for (const { from, name, fields, numbers = [] } of slimMessages) {
    const { file, message } = index.message(from);
    const slim = clone(DescriptorProtoSchema, message);
    slim.name = name;
    slim.field = slim.field.filter((field) => fields.includes(field.name));
    const missing = fields.filter((field) => !slim.field.some(({ name }) => name === field));
    if (missing.length > 0) throw new Error(`layers.ts: ${from} has no field ${missing.join(', ')}`);
    for (const field of slim.field) {
      const slimType = slimNames.get(field.typeName);
      if (slimType) field.typeName = slimType;
      if (numbers.includes(field.name)) {
        field.type = FieldDescriptorProto_Type.INT32;
        field.typeName = '';
      }
    }
    slimNames.set(`.${from}`, `.${file.package}.${name}`);
    index.addMessage(file, slim);
  }
}

/** The folder of every top-level type. */
function assignLayers(index: ImageIndex): ReadonlyMap<string, string> {
  const users = new Map<string, Set<string>>();
  const use = (layer: string, roots: Iterable<string>): void => {
    for (const name of index.closure(roots)) users.set(name, (users.get(name) ?? new Set()).add(layer));
  };
  const declared = new Set<string>();
  for (const [layer, methods] of Object.entries(layers)) {
    for (const method of methods) {
      if (declared.has(method)) throw new Error(`layers.ts: ${method} is named twice`);
      declared.add(method);
      use(layer, index.typesOfMethod(workflowService, method));
    }
  }
  for (const [layer, types] of Object.entries(extraTypes)) use(layer, types);
  for (const { layer, method, output } of slimMethods) {
    use(layer, [index.typesOfMethod(workflowService, method)[0], output]);
  }
  for (const [service, layer] of Object.entries(wholeServices)) {
    use(
      layer,
      index.methodsOf(service).flatMap((method) => index.typesOfMethod(service, method)),
    );
  }
  // What nothing above uses is for those who call the remaining RPCs or read raw details.
  use(
    'service',
    index.typeNames().filter((name) => !users.has(name)),
  );
  const layerOf = new Map<string, string>();
  for (const [name, by] of users) {
    const families = [...by].filter((layer) => layer !== 'service');
    layerOf.set(name, by.has('core') ? 'core' : families.length > 1 ? 'shared' : (families[0] ?? 'service'));
  }
  return layerOf;
}

function layeredFiles(
  originals: readonly FileDescriptorProto[],
  index: ImageIndex,
  layerOf: ReadonlyMap<string, string>,
): FileDescriptorProto[] {
  const files: FileDescriptorProto[] = [];
  const fileOf = (typeName: string): string => {
    const original = index.fileOf(typeName);
    return isWellKnown(original.name) ? original.name : `${layerOf.get(index.topLevel(typeName))!}/${original.name}`;
  };
  const add = (
    original: FileDescriptorProto,
    layer: string,
    messageType: DescriptorProto[],
    enumType: EnumDescriptorProto[],
    service: ServiceDescriptorProto[],
  ): void => {
    if (messageType.length + enumType.length + service.length === 0) return;
    const name = `${layer}/${original.name}`;
    const used = [
      ...messageType.flatMap((message) => [...index.references(message)]),
      ...service.flatMap(({ method }) => method.flatMap(({ inputType, outputType }) => [inputType, outputType])),
    ];
    const file = create(FileDescriptorProtoSchema, {
      name,
      package: original.package,
      syntax: original.syntax,
      dependency: [...new Set(used.map((type) => fileOf(type.slice(1))))].filter((path) => path !== name).sort(),
      messageType,
      enumType,
      service,
    });
    file.sourceCodeInfo = keepComments(original, file);
    files.push(file);
  };
  for (const original of originals) {
    if (isWellKnown(original.name)) continue;
    const layerNames = new Set([...layerOf.values(), 'service']);
    for (const layer of layerNames) {
      const here = ({ name }: { name: string }): boolean => layerOf.get(`${original.package}.${name}`) === layer;
      add(
        original,
        layer,
        original.messageType.filter(here),
        original.enumType.filter(here),
        original.service.flatMap((service) => serviceOfLayer(original, service, layer)),
      );
    }
  }
  return files;
}

/** What a layer declares of a service: its own methods; in `service` all of them. */
function serviceOfLayer(
  file: FileDescriptorProto,
  service: ServiceDescriptorProto,
  layer: string,
): ServiceDescriptorProto[] {
  const fullName = `${file.package}.${service.name}`;
  if (fullName !== workflowService) return wholeServices[fullName] === layer ? [service] : [];
  if (layer === 'service') return [service];
  const slim = slimMethods.filter((method) => method.layer === layer);
  const names = new Set([...(layers[layer] ?? []), ...slim.map(({ method }) => method)]);
  const part = clone(ServiceDescriptorProtoSchema, service);
  part.method = part.method.filter(({ name }) => names.has(name));
  for (const { method, output } of slim) part.method.find(({ name }) => name === method)!.outputType = `.${output}`;
  return part.method.length > 0 ? [part] : [];
}

/** Descriptor sets list a file after what it imports. */
function sortByDependency(files: readonly FileDescriptorProto[]): FileDescriptorProto[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const sorted = new Set<FileDescriptorProto>();
  const visit = (file: FileDescriptorProto): void => {
    if (sorted.has(file)) return;
    for (const path of file.dependency) visit(byName.get(path)!);
    sorted.add(file);
  };
  files.forEach(visit);
  return [...sorted];
}
