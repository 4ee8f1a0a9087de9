import type { Canvas } from './canvas.ts';
import { Failure } from './failure.ts';
import type { Page } from './page.ts';
import { idOf, isObject } from './rows.ts';

/** Completes modules: Canvas leaves the items of a long module out. */
export async function* withItems(canvas: Canvas, course: string, pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
    for await (const page of pages) {
        const texts: Buffer[] = [];
        for (const [index, text] of page.texts.entries()) {
            const module = page.values[index];
            const id = isObject(module) && (module.items ?? null) === null ? idOf(module.id) : undefined;
            texts.push(
                isObject(module) && id !== undefined
                    ? withProperty(text, 'items', await itemsOf(canvas, course, id, module.items_count))
                    : text,
            );
        }

        yield { ...page, texts };
    }
}

async function itemsOf(canvas: Canvas, course: string, id: string, count: unknown): Promise<string> {
    return count === 0 || count === '0' ? '[]' : await listItems(canvas, course, id);
}

/** The items as JSON. A module whose items cannot be read costs only its own items: the contract then wants a text in their place. */
async function listItems(canvas: Canvas, course: string, id: string): Promise<string> {
    try {
        const items: string[] = [];
        for await (const page of canvas.list({ path: `courses/${course}/modules/${id}/items` })) {
            items.push(...page.texts.map(String));
        }

        return `[${items.join(',')}]`;
    } catch (error) {
        if (
            error instanceof Failure &&
            (error.code === 'permission' || error.code === 'not_found' || (error.code === 'unavailable' && error.status !== undefined))
        ) {
            return JSON.stringify(error.message);
        }

        throw error;
    }
}

/** Adds a property at the end of an object that has others. JSON readers take the last of equal names. */
function withProperty(text: Buffer, name: string, value: string): Buffer {
    return Buffer.concat([text.subarray(0, text.lastIndexOf('}')), Buffer.from(`,${JSON.stringify(name)}:${value}}`)]);
}
