import { describe, expect, it } from 'vitest';
import type { DescService } from '@bufbuild/protobuf';
import { Health } from '../../../gen/service/grpc/health/v1/health_pb.js';
import { OperatorService } from '../../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import { WorkflowService } from '../../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { callerOf, clusterRpcs, mayCall, openRpcs, pathsOf, roles, rpcsByCaller } from '../../../src/deploy/roles.js';
import { workerMethods } from '../../fixtures/worker-methods.js';

const services: DescService[] = [WorkflowService, OperatorService, Health];
const methods = services.flatMap((service) => service.methods);

describe('the table of roles', () => {
  it.each(services.map((service) => [service.typeName, service] as const))(
    'has one line for each RPC of %s',
    (name, service) => {
      const listed = Object.values(rpcsByCaller[name] ?? {}).flat();
      expect([...listed].sort()).toEqual(service.methods.map((method) => method.name).sort());
    },
  );

  it('has no other services', () => {
    expect(Object.keys(rpcsByCaller)).toEqual(services.map((service) => service.typeName));
  });

  it('can be asked by name alone, since no two services share one', () => {
    const names = methods.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('keeps workers out of pages', () => {
    expect([...workerMethods].sort()).toEqual(
      pathsOf('worker')
        .map((path) => path.split('/')[2])
        .sort(),
    );
    for (const role of roles) for (const rpc of workerMethods) expect(mayCall(role, rpc)).toBe(false);
  });

  it('lets nobody call what streams', () => {
    const streaming = methods.filter(({ methodKind }) => methodKind !== 'unary').map(({ name }) => name);
    expect(streaming.map(callerOf)).toEqual(['denied']);
  });

  it('gives nothing that changes something to a viewer', () => {
    const changes = /^(?!Get|List|Count|Describe|Scan|Query|Check|Poll(?:Workflow|Activity|NexusOperation)Execution)/;
    expect(methods.filter(({ name }) => changes.test(name) && mayCall('viewer', name)).map(({ name }) => name)).toEqual(
      [],
    );
  });

  it('gives what deletes to an admin alone, but for Schedules', () => {
    const deletes = methods.filter(({ name }) => name.startsWith('Delete')).map(({ name }) => name);
    expect(deletes.filter((name) => mayCall('operator', name))).toEqual(['DeleteSchedule']);
    expect(deletes.filter((name) => !mayCall('admin', name))).toEqual([]);
  });

  it('knows nothing of an RPC that a newer server may have', () => {
    expect(callerOf('NoSuchRpc')).toBeUndefined();
    expect(mayCall('admin', 'NoSuchRpc')).toBe(false);
  });

  it('says of every RPC without a Namespace whether it is about the cluster or about nothing', () => {
    const without = methods.filter(({ name, input }) => {
      const caller = callerOf(name);
      return roles.includes(caller as never) && !input.fields.some((field) => field.name === 'namespace');
    });
    const paths = without.map(({ parent, name }) => `/${parent.typeName}/${name}`);
    expect([...openRpcs, ...clusterRpcs].sort()).toEqual(paths.sort());
  });
});
