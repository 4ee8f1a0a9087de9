import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export const token = 'secret~0123456789';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface TestCanvas {
    readonly origin: string;

    /** What was asked, in order: path and query as they were sent. */
    readonly asked: string[];
    readonly environment: Record<string, string>;
}

async function listen(server: Server): Promise<string> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address where nothing listens. */
export async function closedOrigin(): Promise<string> {
    const server = createServer();
    const origin = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    return origin;
}

/** Starts a server on loopback that ends with the test. */
export async function startCanvas(context: TestContext, handler: Handler): Promise<TestCanvas> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
        asked.push(request.url ?? '');
        handler(request, response);
    });
    const origin = await listen(server);
    context.after(() => {
        server.closeAllConnections();
        server.close();
    });
    return { origin, asked, environment: { CANVAS_URL: origin, CANVAS_TOKEN: token } };
}

export function sendJson(response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void {
    response
        .writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', ...headers })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
}

export function refuse(response: ServerResponse, status: number, body = '', headers: Record<string, string> = {}): void {
    response.writeHead(status, headers).end(body);
}

/** A handler that answers one request after the other by the next handler; the last one answers all further ones. */
export function inTurn(...handlers: readonly Handler[]): Handler {
    let turn = 0;
    return (request, response) => {
        handlers[Math.min(turn++, handlers.length - 1)]?.(request, response);
    };
}
