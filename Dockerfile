# The worker of docker-compose.yml. It also runs commands: docker compose run --rm worker node bin/onegov.mjs list
FROM node:24-slim

# Temporal's client uses the system's certificates.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*

# The C library keeps memory for each thread; with two places for all of them, a worker needs 30 MB less.
ENV MALLOC_ARENA_MAX=2

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --omit=dev
COPY . .
# Compiles the command line: the account below may not write here.
RUN node bin/onegov.mjs list --help > /dev/null && node bin/onegov.mjs worker --help > /dev/null
ENV PATH="/app/bin:$PATH"

RUN install -d -o node -m 700 /sent /data
USER node
CMD ["node", "bin/onegov.mjs", "worker"]
