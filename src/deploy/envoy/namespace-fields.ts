import {
  create,
  type DescField,
  type DescMessage,
  type DescMethod,
  type DescService,
  ScalarType,
  toBinary,
} from '@bufbuild/protobuf';
import {
  type DescriptorProto,
  DescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import { OperatorService } from '../../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import { WorkflowService } from '../../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { callerOf, roles } from '../roles.js';

/** An RPC that names a Namespace, and by which fields. */
export interface NamespaceRpc {
  /** `package.Service.Method` */
  readonly name: string;
  /** Number of the field `namespace`. */
  readonly field: number;
  /** Other fields that can name one: paths, and what Envoy calls them. */
  readonly others: Readonly<Record<string, string>>;
}

const services: readonly DescService[] = [WorkflowService, OperatorService];

/** Fields besides `namespace` that say which Namespace is meant, by RPC. */
const otherFields: Readonly<Record<string, NamespaceRpc['others']>> = {
  DescribeNamespace: { id: 'id' },
  DeleteNamespace: { namespace_id: 'id' },
  ExecuteMultiOperation: {
    'operations.start_workflow.namespace': 'start',
    'operations.update_workflow.namespace': 'update',
  },
};

/** All RPCs with a Namespace that anybody may call from a page. */
export function namespaceRpcs(): NamespaceRpc[] {
  return callable().flatMap((method) => {
    const field = method.input.fields.find(({ name }) => name === 'namespace');
    if (field === undefined) return [];
    const name = `${method.parent.typeName}.${method.name}`;
    return [{ name, field: field.number, others: otherFields[method.name] ?? {} }];
  });
}

function callable(): DescMethod[] {
  const methods = services.flatMap((service) => service.methods);
  return methods.filter(({ name }) => (roles as readonly (string | undefined)[]).includes(callerOf(name)));
}

/**
 * A FileDescriptorSet with these RPCs, their requests reduced to the fields that name Namespaces and their answers left out: some
 * kilobytes instead of the megabyte that describes the API.
 */
export function namespaceDescriptors(): Uint8Array {
  const messages = new Map<string, DescriptorProto>();
  const described = services.map((service) => describe(service, messages));
  // Without a package, since its messages are named once for each RPC.
  const shared = { name: messagesFile, syntax: 'proto3', messageType: [...messages.values()] };
  return toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file: [shared, ...described] }));
}

const messagesFile = 'requests.proto';

function describe(service: DescService, messages: Map<string, DescriptorProto>): FileDescriptorProto {
  const method = callable().flatMap(({ parent, name, input }) => {
    if (parent !== service || !input.fields.some((field) => field.name === 'namespace')) return [];
    const type = `.${reduce(input, ['namespace', ...Object.keys(otherFields[name] ?? {})], messages)}`;
    return [{ name, inputType: type, outputType: type }];
  });
  return create(FileDescriptorProtoSchema, {
    name: `${service.name}.proto`,
    package: service.typeName.replace(/\.[^.]+$/, ''),
    syntax: 'proto3',
    dependency: [messagesFile],
    service: [{ name: service.name, method }],
  });
}

/** Adds a message that has only what lies on `paths`; requests with the same fields share one. @returns its name */
function reduce(message: DescMessage, paths: readonly string[], messages: Map<string, DescriptorProto>): string {
  const heads = [...new Set(paths.map((path) => path.split('.')[0]!))];
  const field = heads.map((name) => {
    const found = message.fields.find((each) => each.name === name);
    if (found === undefined) throw new Error(`${message.typeName} has no field ${name}.`);
    const rests = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
    const label = found.fieldKind === 'list' ? Label.REPEATED : Label.OPTIONAL;
    const common = { name, number: found.number, label };
    const inner = innerMessage(found);
    if (inner === undefined) return { ...common, type: Type.STRING };
    return { ...common, type: Type.MESSAGE, typeName: `.${reduce(inner, rests, messages)}` };
  });
  const name = field.map((each) => `${each.name}_${each.number}`).join('_');
  messages.set(name, create(DescriptorProtoSchema, { name, field }));
  return name;
}

function innerMessage(field: DescField): DescMessage | undefined {
  if (field.fieldKind === 'message') return field.message;
  if (field.fieldKind === 'list' && field.listKind === 'message') return field.message;
  if (field.fieldKind === 'scalar' && field.scalar === ScalarType.STRING) return undefined;
  throw new Error(`${field.toString()} is neither text nor a message.`);
}
