import { fileURLToPath } from 'node:url';
import { compileFromFile } from 'json-schema-to-typescript';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The schema of the contract. A copy of this program outside the repository sets its own path here. */
export const schema = at('../../../../src/CanvasData.Operations.TypeScript/Contract/canvas-interface.schema.json');

export const contract = at('../../src/contract.ts');

/** Generates the types of the contract from its schema. */
export async function generateContract(): Promise<string> {
    return await compileFromFile(schema, {
        additionalProperties: false,
        bannerComment: '/* Generated from the JSON Schema of the contract by "npm run generate". */',
        ignoreMinAndMaxItems: true,
        style: { printWidth: 140, singleQuote: true },
        unreachableDefinitions: true,
    });
}
