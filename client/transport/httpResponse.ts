/** An HTTP response with its complete body. */
export interface HttpResponse {
  readonly status: number;
  readonly text: string;
  readonly contentType?: string;
  /** The wait that Retry-After requests. */
  readonly retryAfterMs?: number;
  /** Of a redirect, resolved against the URL of the request. */
  readonly location?: string;
}
