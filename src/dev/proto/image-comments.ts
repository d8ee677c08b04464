import { create } from '@bufbuild/protobuf';
import {
  type DescriptorProto,
  type FileDescriptorProto,
  type SourceCodeInfo,
  SourceCodeInfoSchema,
} from '@bufbuild/protobuf/wkt';

/** Field numbers in descriptor.proto, of which the paths of comments are made. */
const inFile = { messageType: 4, enumType: 5, service: 6 };
const inMessage = { field: 2, nestedType: 3, enumType: 4, oneof: 8 };
const inEnum = { value: 2 };
const inService = { method: 2 };

/**
 * Source info for `part`, which declares some of the types of `original`: the comments of what is still there, found
 * by name, so that they appear as documentation of the generated types.
 */
export function keepComments(original: FileDescriptorProto, part: FileDescriptorProto): SourceCodeInfo {
  const newPaths = new Map(pathsByName(part).map(([name, path]) => [name, path]));
  const moved = new Map(
    pathsByName(original).flatMap(([name, path]) => {
      const target = newPaths.get(name);
      return target ? [[path.join(), target] as const] : [];
    }),
  );
  const location = (original.sourceCodeInfo?.location ?? []).flatMap((old) => {
    const path = moved.get(old.path.join());
    return path ? [{ ...old, path }] : [];
  });
  return create(SourceCodeInfoSchema, { location });
}

/** Every named element with its path. */
function pathsByName(file: FileDescriptorProto): [name: string, path: number[]][] {
  const found: [string, number[]][] = [];
  const enumPaths = (type: FileDescriptorProto['enumType'][number], name: string, path: number[]): void => {
    found.push([name, path]);
    type.value.forEach((value, i) => found.push([`${name}.${value.name}`, [...path, inEnum.value, i]]));
  };
  const messagePaths = (message: DescriptorProto, name: string, path: number[]): void => {
    found.push([name, path]);
    message.field.forEach((field, i) => found.push([`${name}.${field.name}`, [...path, inMessage.field, i]]));
    message.oneofDecl.forEach((oneof, i) => found.push([`${name} oneof ${oneof.name}`, [...path, inMessage.oneof, i]]));
    message.nestedType.forEach((nested, i) =>
      messagePaths(nested, `${name}.${nested.name}`, [...path, inMessage.nestedType, i]),
    );
    message.enumType.forEach((type, i) => enumPaths(type, `${name}.${type.name}`, [...path, inMessage.enumType, i]));
  };
  file.messageType.forEach((message, i) => messagePaths(message, message.name, [inFile.messageType, i]));
  file.enumType.forEach((type, i) => enumPaths(type, type.name, [inFile.enumType, i]));
  file.service.forEach((service, i) => {
    const path = [inFile.service, i];
    found.push([service.name, path]);
    service.method.forEach((method, j) =>
      found.push([`${service.name}.${method.name}`, [...path, inService.method, j]]),
    );
  });
  return found;
}
