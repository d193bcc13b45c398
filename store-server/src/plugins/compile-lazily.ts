import ajvCompiler from '@fastify/ajv-compiler';
import jsonCompiler from '@fastify/fast-json-stringify-compiler';
import type { FastifyServerOptions } from 'fastify';

type CompilersFactory = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;
type Check = ((data: unknown) => boolean) & { errors?: unknown };

/**
 * Fastify's own compilers, asked for a route when its first request comes: compiling all of them at once is two thirds of what
 * a server that was killed needs until it serves again. That every schema compiles is what the routes' tests say.
 */
export function compileLazily(): CompilersFactory {
  const [buildValidator, buildSerializer] = [ajvCompiler(), jsonCompiler()];
  return {
    buildValidator(...options: Parameters<typeof buildValidator>) {
      const compile = buildValidator(...options);
      return (route: unknown) => {
        let made: Check | undefined;
        const check: Check = (data) => {
          made ??= compile(route as Parameters<typeof compile>[0]) as unknown as Check;
          const isRight = made(data);
          check.errors = made.errors;
          return isRight;
        };
        return check as never;
      };
    },
    buildSerializer(schemas, options) {
      const compile = buildSerializer(schemas, options);
      return (route) => {
        let made: ((document: unknown) => string) | undefined;
        return (document: unknown) => (made ??= compile(route as Parameters<typeof compile>[0]))(document);
      };
    },
  };
}
