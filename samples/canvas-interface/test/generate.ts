import { writeFile } from 'node:fs/promises';
import { contract, generateContract } from './support/contract.ts';

await writeFile(contract, await generateContract());
