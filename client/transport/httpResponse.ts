/** An HTTP answer, read to its end. */
export interface HttpResponse {
  readonly status: number;
  readonly text: string;
  readonly contentType?: string;
  /** The wait that Retry-After asks for. */
  readonly retryAfterMs?: number;
  /** Of a redirect, resolved against the address asked. */
  readonly location?: string;
}
