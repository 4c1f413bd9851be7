import { memoPerObject } from "../../collections.ts";
import { translate } from "../../text/translate.ts";

/** A library that adds tracing headers to requests, and its setting for the servers that get them. */
export interface Tracer {
  /** The proper name; "" where several libraries add the same headers. */
  readonly name: string;
  readonly setting: string;
  /** Lower-cased names that only this tracer adds. */
  readonly own: RegExp;
  /** Lower-cased names that it may add beside its own. */
  readonly shared: RegExp;
}

/**
 * @see https://docs.sentry.io/platforms/javascript/tracing/distributed-tracing/dealing-with-cors-issues/
 * @see https://docs.datadoghq.com/real_user_monitoring/correlate_with_other_telemetry/apm/
 * @see https://docs.newrelic.com/docs/browser/new-relic-browser/browser-pro-features/browser-data-distributed-tracing/
 * @see https://www.elastic.co/docs/reference/apm/agents/rum-js/distributed-tracing
 * @see https://learn.microsoft.com/en-us/azure/azure-monitor/app/javascript-sdk-configuration
 * @see https://open-telemetry.github.io/opentelemetry-js/types/_opentelemetry_sdk-trace-web.PropagateTraceHeaderCorsUrls.html
 */
const tracers: readonly Tracer[] = [
  {
    name: "Sentry",
    setting: "tracePropagationTargets",
    own: /^sentry-/,
    shared: /^(baggage|traceparent)$/,
  },
  {
    name: "Datadog",
    setting: "allowedTracingUrls",
    own: /^x-datadog-/,
    shared: /^(traceparent|tracestate|b3|x-b3-.*|baggage)$/,
  },
  {
    name: "New Relic",
    setting: "distributed_tracing.allowed_origins",
    own: /^(newrelic|x-newrelic-.*)$/,
    shared: /^(traceparent|tracestate)$/,
  },
  {
    name: "Elastic APM",
    setting: "distributedTracingOrigins",
    own: /^elastic-apm-/,
    shared: /^(traceparent|tracestate)$/,
  },
  {
    name: "Application Insights",
    setting: "correlationHeaderExcludedDomains",
    own: /^(request-id|request-context)$/,
    shared: /^traceparent$/,
  },
  {
    name: "",
    setting: "propagateTraceHeaderCorsUrls",
    own: /^(traceparent|tracestate|baggage|b3|x-b3-.*|uber-trace-id)$/,
    shared: /^$/,
  },
];

/** The tracer whose headers a request carries, by the lower-cased names of all its headers; undefined where there is none. */
export function tracerOf(names: readonly string[]): Tracer | undefined {
  return tracerAmong(names).tracer;
}

/** Equal lists of names are mostly one object. */
const tracerAmong = memoPerObject((names: readonly string[]) => ({
  tracer: tracers.find(({ own }) => names.some((name) => own.test(name))),
}));

/** The tracer's name in a sentence. */
export function tracerName({ name }: Tracer): string {
  return name === "" ? translate("OpenTelemetry or another tracing library") : name;
}

/** True for a header that the tracer adds. */
export function isFromTracer({ own, shared }: Tracer, name: string): boolean {
  return own.test(name) || shared.test(name);
}
