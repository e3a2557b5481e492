# docker build -t wherefrom . && docker run --rm --read-only --network none -v "$PWD:/work:ro" wherefrom scan /work
# Pin the base image by digest in your own pipeline: FROM node:22-bookworm-slim@sha256:<digest>
FROM node:22-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund && npm pack --ignore-scripts --pack-destination /tmp && mkdir /app \
  && tar -xzf /tmp/wherefrom-*.tgz -C /app --strip-components 1 && cd /app && npm install --omit=dev --ignore-scripts --no-audit --no-fund \
  && npm install --no-save --ignore-scripts --no-audit --no-fund pg@8.16.3 pg-boss@10.4.2

FROM node:22-bookworm-slim
# git is for "wherefrom batch", which reads repositories from their objects; "scan" starts no program.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY --from=build /app /app
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["node", "/app/bin/wherefrom.js"]
CMD ["scan", "."]
