import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { contract, generateContract } from './support/contract.ts';

describe('The project', () => {
    it('has the types of the current contract', async () => {
        assert.equal(await readFile(contract, 'utf8'), await generateContract(), 'run "npm run generate"');
    });

    it('has a lock file that names no registry', async () => {
        const lock = JSON.parse(await readFile(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
            packages: Record<string, Record<string, unknown>>;
        };
        const packages = Object.entries(lock.packages).filter(([name]) => name !== '');
        assert.ok(packages.length > 50);
        assert.deepEqual(
            packages.filter(([, entry]) => 'resolved' in entry || typeof entry.integrity !== 'string').map(([name]) => name),
            [],
        );
    });
});
