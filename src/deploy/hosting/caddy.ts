import { askedEachTime, assetsPath, cachedForever, type HostingOptions, securityHeaders, titled } from './headers.js';

/** A site of Caddy. */
export function caddyfile(options: HostingOptions = {}): string {
  const headers = Object.entries(securityHeaders(options)).map(([name, value]) => `\t\t${titled(name)} "${value}"`);
  return `# Serves the console from /srv/console. Made by \`npm run hosting\`.

# A name instead of the port, such as console.example.com, gets a certificate by itself.
:8080 {
	root * /srv/console
	encode zstd gzip

	# Errors have these too.
	header {
${headers.join('\n')}
	}

	# Names with a hash in them: a file never changes.
	@hashed {
		path ${assetsPath}*
		file
	}
	header @hashed Cache-Control "${cachedForever}"
	header ?Cache-Control "${askedEachTime}"

	file_server
}
`;
}
