import type { Error as FailureOfContract } from './contract.ts';

export interface More {
    readonly status?: number;
    readonly path?: string;
    readonly retryAfter?: number | undefined;
    readonly isOfAddress?: boolean;
}

/** Why a request or a list failed. Messages hold no token, no query and nothing out of a body. */
export class Failure extends Error {
    override readonly name = 'Failure';
    readonly code: FailureOfContract['code'];
    readonly status: number | undefined;
    readonly path: string | undefined;

    /** How many milliseconds Canvas asks to wait. */
    readonly retryAfter: number | undefined;

    /** Whether it shows a wrong address: the host has no name, or no certificate to trust. */
    readonly isOfAddress: boolean;

    constructor(code: FailureOfContract['code'], message: string, more: More = {}) {
        super(message);
        this.code = code;
        this.status = more.status;
        this.path = more.path;
        this.retryAfter = more.retryAfter;
        this.isOfAddress = more.isOfAddress ?? false;
    }

    /** The failure as the contract writes it. */
    toJSON(): FailureOfContract {
        const { code, message, status, path } = this;
        return { code, message, ...(status === undefined ? {} : { status }), ...(path === undefined ? {} : { path }) };
    }
}
