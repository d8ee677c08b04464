import { createFileRegistry, type DescMethod, type DescService, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { OperatorService } from '../../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import { WorkflowService } from '../../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { namespaceDescriptors, namespaceRpcs } from '../../../src/deploy/envoy/namespace-fields.js';
import { clusterRpcs, mayCall, openRpcs } from '../../../src/deploy/roles.js';

const reduced = createFileRegistry(fromBinary(FileDescriptorSetSchema, namespaceDescriptors()));
const services: DescService[] = [WorkflowService, OperatorService];
const callable = services.flatMap(({ methods }) => methods).filter(({ name }) => mayCall('admin', name));
const pathOf = ({ parent, name }: DescMethod): string => `/${parent.typeName}/${name}`;

describe('the descriptors that Envoy reads Namespaces with', () => {
  it.each(callable.map((method) => [pathOf(method), method] as const))(
    'have %s, or it is known to have none',
    (path, method) => {
      const found = reduced.getService(method.parent.typeName)?.methods.find(({ name }) => name === method.name);
      if ([...openRpcs, ...clusterRpcs].includes(path)) {
        expect(found).toBeUndefined();
        return;
      }
      const real = method.input.fields.find(({ name }) => name === 'namespace');
      expect(found?.input.fields.find(({ name }) => name === 'namespace')?.number).toBe(real?.number);
      expect(namespaceRpcs()).toContainEqual(
        expect.objectContaining({ name: path.slice(1).replace('/', '.'), field: real?.number }),
      );
    },
  );

  it('follow other fields that can name one', () => {
    const others = namespaceRpcs().filter(({ others }) => Object.keys(others).length > 0);
    expect(others.map(({ name }) => name.replace(/^.*\./, ''))).toEqual([
      'DescribeNamespace',
      'ExecuteMultiOperation',
      'DeleteNamespace',
    ]);
  });

  it('are some kilobytes', () => {
    expect(namespaceDescriptors().length).toBeLessThan(10_000);
  });
});
