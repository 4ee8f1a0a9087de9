import { setTimeout } from 'node:timers/promises';
import { Failure } from './failure.ts';
import { PageRequest } from './page.ts';
import type { Endpoint, Page } from './page.ts';
import type { Settings } from './settings.ts';
import { getPage } from './transport.ts';

export type Pause = (milliseconds: number, stop: AbortSignal) => Promise<unknown>;

/** A page that was asked for. */
interface Coming {
    readonly request: PageRequest;
    readonly page: Promise<Page>;

    /** The link to the next page: from the headers, or from the whole page when they have none. */
    readonly next: Promise<string | undefined>;
}

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

    /** Reads a list page by page. The next one is asked for as soon as the headers of a page name it. */
    async *list(endpoint: Endpoint): AsyncGenerator<Page> {
        const stop = new AbortController();
        const seen = new Set<string>();
        const follow = (request: PageRequest, link: string | undefined) => {
            if (link === undefined) {
                return undefined;
            }

            if (seen.has(link)) {
                throw request.fail('protocol', 'got a next link that was followed before');
            }

            if (request.number === maxPages) {
                throw request.fail('protocol', `has more than ${maxPages} pages`);
            }

            seen.add(link);
            return { link, ...this.#start(request.following(link), stop.signal) };
        };
        try {
            for (let coming: Coming | undefined = this.#start(new PageRequest(endpoint, 'list'), stop.signal); coming;) {
                const { request, next, page: rest }: Coming = coming;
                let ahead = follow(request, await next);
                const page = await rest;

                // A first page that failed after its headers is asked for again with fewer rows, and then names another page.
                if (page.next !== ahead?.link) {
                    ahead = follow(request, page.next);
                }

                yield page;
                coming = ahead;
            }
        } finally {
            stop.abort();
        }
    }

    /** Reads one object, as a page of one row. */
    async find(endpoint: Endpoint): Promise<Page> {
        return await this.#get(new PageRequest(endpoint, 'object'), new AbortController().signal);
    }

    #start(request: PageRequest, stop: AbortSignal): Coming {
        let announce: (link: string) => void = () => undefined;
        const announced = new Promise<string>((resolve) => (announce = resolve));
        const page = this.#get(request, stop, announce);
        const next = Promise.race([announced, page.then((whole) => whole.next)]);

        // Thrown where they are awaited.
        page.catch(() => undefined);
        next.catch(() => undefined);
        return { request, page, next };
    }

    /**
     * Gets a page, and again when that fails. Refusals by the rate limit and failures are counted apart.
     * @param announce Called with the next link as soon as headers name one.
     */
    async #get(request: PageRequest, stop: AbortSignal, announce: (link: string) => void = () => undefined): Promise<Page> {
        for (let refusals = 0, failures = 0; ;) {
            try {
                request.attempt++;
                const page = await getPage(request, this.#settings, stop, () => this.counts.requests++, announce);
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
