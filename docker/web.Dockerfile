FROM node:22-bookworm-slim AS build
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
COPY frontend/client/package.json ./client/
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM nginxinc/nginx-unprivileged:1.28-bookworm
COPY docker/nginx.conf /etc/nginx/nginx.conf
COPY docs/operations/headers.conf /etc/nginx/headers.conf
COPY --from=build /src/frontend/dist /srv/vestibule
EXPOSE 8443
