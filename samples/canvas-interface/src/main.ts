import { createInterface } from 'node:readline';
import { answer } from './answer.ts';
import { Output } from './output.ts';

// process.exit would lose what a pipe has not taken yet: the program ends by itself when standard input does.
const output = new Output(process.stdout);
try {
    for await (const line of createInterface({ input: process.stdin })) {
        if (line.trim() !== '') {
            await answer(line, process.env, output);
        }
    }
} catch {
    process.exitCode = 1; // Standard output was closed.
    process.stdin.destroy();
}
