// How requests to Temporal are tried again: as the SDK does it, except that a busy agreement is told soon.
import {
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import { grpc } from '../../visibility/visibility.ts';

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];

const preset = defaultGrpcRetryOptions();
const usual = makeGrpcRetryInterceptor(preset);

/** An agreement that is busy is asked three times within a second. The SDK asks ten times, for half a minute. */
const ofCommands = makeGrpcRetryInterceptor({
  retryableDecider: (attempt, status) =>
    preset.retryableDecider(attempt, status) && (status.code !== grpc.resourceExhausted || attempt < 3),
  delayFunction: (attempt, status) =>
    status.code === grpc.resourceExhausted ? 400 : preset.delayFunction(attempt, status),
});

/** Tries each request again, as the SDK does, but a command for a busy agreement for a second only. */
export const impatientWithBusy: Interceptor = (options, nextCall) =>
  options.method_definition.path.endsWith('/UpdateWorkflowExecution')
    ? ofCommands(options, nextCall)
    : usual(options, nextCall);
