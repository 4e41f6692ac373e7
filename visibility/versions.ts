// The versions of the code that workers run as, and which of them works on agreements (Temporal's Worker Deployment Versioning).
import { type Client, isGrpcServiceError, type WorkflowService } from '@temporalio/client';
import { grpc } from './visibility.ts';

/** Workers that run as no version: those whose settings name no deployment. */
export const unversioned = 'unversioned';

/** Which version works on which agreements. */
export type Routing = {
  /** Works on all agreements, except for those of the one that is ramping. */
  current: string;
  /** Works on a part of the agreements, chosen by their ids. */
  ramping?: { version: string; percent: number };
  /** The versions that workers have run as, the newest first. Temporal forgets those that nobody needs. */
  known: string[];
  /** Do all task queues go by this? It takes the server a moment. */
  isEverywhere: boolean;
};

/** RoutingConfigUpdateState of temporal.api.enums.v1: the client exports its type, not its values. */
const inProgress = 1;

/** How a deployment stands. Before its first worker, everything is with workers of no version. */
export async function routingOf(
  { workflowService, options: { namespace } }: Client,
  deployment: string,
): Promise<Routing> {
  try {
    const { workerDeploymentInfo } = await workflowService.describeWorkerDeployment({
      namespace,
      deploymentName: deployment,
    });
    return routingIn(workerDeploymentInfo ?? {});
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === grpc.notFound)
      return { current: unversioned, known: [], isEverywhere: true };
    throw error;
  }
}

type Info = Awaited<ReturnType<WorkflowService['describeWorkerDeployment']>>['workerDeploymentInfo'];

function routingIn({
  routingConfig,
  versionSummaries,
  routingConfigUpdateState,
}: NonNullable<Info>): Routing {
  const { currentDeploymentVersion, rampingDeploymentVersion, rampingVersionPercentage } =
    routingConfig ?? {};
  const percent = rampingVersionPercentage ?? 0;
  const newest = (versionSummaries ?? []).toSorted(
    (one, other) => Number(other.createTime?.seconds ?? 0) - Number(one.createTime?.seconds ?? 0),
  );
  return {
    current: currentDeploymentVersion?.buildId ?? unversioned,
    ...(percent > 0 && { ramping: { version: rampingDeploymentVersion?.buildId ?? unversioned, percent } }),
    known: newest.flatMap(({ deploymentVersion }) => deploymentVersion?.buildId ?? []),
    isEverywhere: routingConfigUpdateState !== inProgress,
  };
}
