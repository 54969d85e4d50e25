import type { HttpRequest } from '@notebank/aws-reference/sigv4';
import { Fault } from '../fault.ts';
import type { Operation } from '../operations/operation.ts';
import { operationNamed, runOperation } from '../run.ts';
import { type Service, uuid } from '../service.ts';
import { blobFromJson } from '../shapes.ts';
import { failure, type HttpAnswer, success } from './answer.ts';
import { type Authentication, authenticate } from './authenticate.ts';
import { headerOf } from './headers.ts';
import { checkSize } from './read-request.ts';

/** A request that has arrived whole. */
export interface ArrivedRequest extends HttpRequest {
  readonly body?: Uint8Array | undefined;
}

const NAMESPACE = 'TrentService.';

/** @throws {@link Fault} for everything but a POST of JSON 1.1 that names an operation. */
function operationOf({ method, headers }: ArrivedRequest): Operation {
  const target = headerOf(headers, 'x-amz-target');
  const json = /^application\/x-amz-json-1\.1\s*(?:;|$)/i.test(headerOf(headers, 'content-type'));
  const known = target.startsWith(NAMESPACE) ? operationNamed(target.slice(NAMESPACE.length)) : undefined;
  if (method !== 'POST' || !json || known === undefined) throw new Fault('UnknownOperationException');
  return known;
}

/** @throws {@link Fault} `SerializationException` for what is no JSON in UTF-8. */
function parse(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new Fault('SerializationException');
  }
}

/** Answers requests. Never throws because of one. */
export type Handler = (request: ArrivedRequest | Promise<ArrivedRequest>) => Promise<HttpAnswer>;

/**
 * The HTTP side of the service: which operation, who calls, what with.
 *
 * @param authentication - `undefined` lets everybody in.
 * @param onInternalError - Told of what is a fault of this program, not of the caller.
 */
export function createHandler(
  service: Service,
  authentication: Authentication | undefined,
  onInternalError: (error: unknown) => void,
): Handler {
  const output = async (arriving: ArrivedRequest | Promise<ArrivedRequest>): Promise<object | undefined> => {
    const request = await arriving;
    const body = checkSize(request.body ?? new Uint8Array());
    const operation = operationOf(request);
    if (authentication !== undefined) await authenticate(request, authentication);
    return runOperation(service, operation, parse(body), blobFromJson);
  };
  return async (request) => {
    const requestId = uuid(service);
    try {
      return success(await output(request), requestId, service.now());
    } catch (caught) {
      if (!(caught instanceof Fault)) onInternalError(caught);
      const fault = caught instanceof Fault ? caught : new Fault('KMSInternalException', '', 500);
      return failure(fault, requestId, service.now());
    }
  };
}
