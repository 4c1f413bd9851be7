import { fieldsOf } from "../../recording/fields.ts";

/** The versions of all service workers, as pages report them. */
export interface ServiceWorkerVersions {
  /** Takes `ServiceWorker.workerVersionUpdated`, and returns the ids of targets that must not be watched any more. */
  readonly update: (params: unknown) => readonly string[];
  /** Whether a target must not be watched any more. */
  readonly isLeft: (targetId: string) => boolean;
  /** The ids of the targets that are left and start again, and may wait for a debugger that is no longer there. */
  readonly startingAgain: () => readonly string[];
  /** How many old versions still handle the requests of pages, although they are no longer watched. */
  readonly unwatchedCount: () => number;
}

interface Version {
  readonly registrationId: string;
  readonly status: string;
  readonly runningStatus: unknown;
  readonly targetId: string;
}

/**
 * Follows the updates of service workers. The browser does not replace a version that a session is attached to: the
 * update waits until the old version is idle, which it never is then, and the page's requests wait with it. So an old
 * version must be left before its update is installed. Later, the browser stops the old version at once and may start it
 * again for a request, and a worker that starts again under the same id waits forever for a debugger.
 * @see https://chromedevtools.github.io/devtools-protocol/tot/ServiceWorker/
 */
export function trackServiceWorkers(): ServiceWorkerVersions {
  const versions = new Map<string, Version>();
  const left = new Set<string>();
  return {
    update(params) {
      const reported = fieldsOf(params).versions;
      for (const version of Array.isArray(reported) ? reported : []) {
        const { versionId, registrationId, status, runningStatus, targetId } = fieldsOf(version);
        if (typeof versionId !== "string" || typeof registrationId !== "string" || typeof status !== "string") continue;
        // A version that does not run has no target.
        const target = typeof targetId === "string" ? targetId : (versions.get(versionId)?.targetId ?? "");
        versions.set(versionId, { registrationId, status, runningStatus, targetId: target });
      }
      const replaced = [...versions.values()].filter(({ targetId, ...version }) => {
        return targetId !== "" && !left.has(targetId) && isReplaced(version, [...versions.values()]);
      });
      for (const { targetId } of replaced) left.add(targetId);
      return replaced.map(({ targetId }) => targetId);
    },
    isLeft: (targetId) => left.has(targetId),
    startingAgain: () =>
      [...versions.values()].flatMap(({ runningStatus, targetId }) =>
        runningStatus === "starting" && left.has(targetId) ? [targetId] : [],
      ),
    unwatchedCount: () =>
      [...versions.values()].filter(({ status, targetId }) => status === "activated" && left.has(targetId)).length,
  };
}

function isReplaced(
  { registrationId, status }: Pick<Version, "registrationId" | "status">,
  versions: readonly Version[],
): boolean {
  if (status === "redundant") return true;
  if (status !== "activated") return false;
  return versions.some((other) => other.registrationId === registrationId && isUpdate.test(other.status));
}

/** The states of a version that is to replace another. */
const isUpdate = /^(new|installing|installed)$/;
