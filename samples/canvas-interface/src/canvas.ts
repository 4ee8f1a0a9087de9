import { setTimeout } from 'node:timers/promises';
import { Failure } from './failure.ts';
import { PageRequest } from './page.ts';
import type { Endpoint, Page } from './page.ts';
import type { Settings } from './settings.ts';
import { getPage } from './transport.ts';

export type Pause = (milliseconds: number, stop: AbortSignal) => Promise<unknown>;

const maxPages = 100_000;
const maxAttempts = 6;
const maxRefusals = 8;
const retriesAlwaysGranted = 20;
const longestDelay = 60_000;
const longestRequestedDelay = 600_000;
const longestSilence = 30_000;

/** Reads lists of Canvas. One object serves one answer, so that its counts are those of the answer. */
export class Canvas {
    readonly counts = { requests: 0, retries: 0, throttled: 0 };
    readonly #settings: Settings;
    readonly #warn: (message: string) => Promise<void>;
    readonly #pause: Pause;
    #hasAnswered = false;

    constructor(
        settings: Settings,
        warn: (message: string) => Promise<void>,
        pause: Pause = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
    ) {
        this.#settings = settings;
        this.#warn = warn;
        this.#pause = pause;
    }

    /** The account whose courses are listed; undefined for the courses of the token's user. */
    get account(): string | undefined {
        return this.#settings.account;
    }

    /** Reads a list page by page. While the caller handles a page, the next one is on its way. */
    async *list(endpoint: Endpoint): AsyncGenerator<Page> {
        const stop = new AbortController();
        const seen = new Set<string>();
        try {
            let request = new PageRequest(endpoint, 'list');
            for (let coming: Promise<Page> | undefined = this.#get(request, stop.signal); coming;) {
                const page: Page = await coming;
                coming = undefined;
                if (page.next !== undefined) {
                    if (seen.has(page.next)) {
                        throw request.fail('protocol', 'got a next link that was followed before');
                    }

                    if (request.number === maxPages) {
                        throw request.fail('protocol', `has more than ${maxPages} pages`);
                    }

                    seen.add(page.next);
                    request = request.following(page.next);
                    coming = this.#get(request, stop.signal);
                    coming.catch(() => undefined); // Thrown where it is awaited.
                }

                yield page;
            }
        } finally {
            stop.abort();
        }
    }

    /** Reads one object, as a page of one row. */
    async find(endpoint: Endpoint): Promise<Page> {
        return await this.#get(new PageRequest(endpoint, 'object'), new AbortController().signal);
    }

    /** Gets a page, and again when that fails. Refusals by the rate limit and failures are counted apart. */
    async #get(request: PageRequest, stop: AbortSignal): Promise<Page> {
        for (let refusals = 0, failures = 0; ;) {
            try {
                request.attempt++;
                const page = await getPage(request, this.#settings, stop, () => this.counts.requests++);
                this.#hasAnswered = true;
                return page;
            } catch (error) {
                if (!(error instanceof Failure)) {
                    throw error;
                }

                this.#hasAnswered ||= error.status !== undefined;
                const isRefusal = error.code === 'throttled';
                this.counts.throttled += isRefusal ? 1 : 0;
                if (!this.#mayRetry(error, refusals, failures)) {
                    throw error;
                }

                const times = isRefusal ? refusals++ : failures++;
                this.counts.retries += isRefusal ? 0 : 1;
                await this.#wait(error, error.retryAfter ?? Math.min(longestDelay, 1000 * 2 ** times) * (0.75 + Math.random() / 2), stop);
            }
        }
    }

    #mayRetry({ code, retryAfter = 0, isOfAddress }: Failure, refusals: number, failures: number): boolean {
        if (retryAfter > longestRequestedDelay || (isOfAddress && failures > 0 && !this.#hasAnswered)) {
            return false;
        }

        if (code === 'throttled') {
            return refusals < maxRefusals;
        }

        const budget = Math.max(retriesAlwaysGranted, this.counts.requests / 10);
        return code === 'unavailable' && failures < maxAttempts - 1 && this.counts.retries < budget;
    }

    /** Waits, and says so now and then, because the reader ends a process that is silent for long. */
    async #wait(error: Failure, delay: number, stop: AbortSignal): Promise<void> {
        for (let left = delay; left > 0; left -= longestSilence) {
            await this.#warn(`${error.message} Trying again in ${(left / 1000).toFixed(1)} s.`);
            await this.#pause(Math.min(left, longestSilence), stop);
        }
    }
}
