import { Failure } from './failure.ts';
import type { More } from './failure.ts';
import type { Rows, Shape } from './rows.ts';

/** What to ask Canvas for. */
export interface Endpoint {
    /** The path below /api/v1/. */
    readonly path: string;

    /** The query, encoded, without its question mark. */
    readonly query?: string;

    /** The property that holds the rows; left out when the body itself is the list or the object. */
    readonly wrapper?: string;
}

export interface Page extends Rows {
    /** The clock of Canvas when it answered. */
    readonly answeredAt: string | undefined;
}

const largestPage = 100;
const smallestPage = 10;

/** One page and its attempts. Its path is that of the endpoint, because links are texts of Canvas. */
export class PageRequest {
    readonly endpoint: Endpoint;
    readonly shape: Shape;
    readonly number: number;
    attempt = 0;
    readonly #link: string | undefined;
    #perPage = largestPage;

    constructor(endpoint: Endpoint, shape: Shape, number = 1, link?: string) {
        this.endpoint = endpoint;
        this.shape = shape;
        this.number = number;
        this.#link = link;
    }

    following(link: string): PageRequest {
        return new PageRequest(this.endpoint, this.shape, this.number + 1, link);
    }

    get path(): string {
        return `/api/v1/${this.endpoint.path}`;
    }

    addressAt(origin: string): string {
        const query = [this.endpoint.query ?? '', this.shape === 'list' ? `per_page=${this.#perPage}` : '']
            .filter((part) => part !== '')
            .join('&');
        return this.#link ?? `${origin}${this.path}${query === '' ? '' : '?'}${query}`;
    }

    /** Asks for fewer rows the next time. Only a first page can: later links belong to Canvas. */
    shrink(): void {
        this.#perPage = Math.max(smallestPage, Math.floor(this.#perPage / 2));
    }

    fail(code: Failure['code'], what: string, more: Omit<More, 'path'> = {}): Failure {
        return new Failure(code, `GET ${this.path} (page ${this.number}, attempt ${this.attempt}) ${what}.`, { ...more, path: this.path });
    }
}
