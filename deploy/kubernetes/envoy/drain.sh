#!/usr/bin/env bash
# Takes one Envoy out of service without ending a request. Probes of readiness are told no, every answer from now on
# asks its browser to connect anew, and this returns when no request is in progress. Then Envoy may be ended.
#
#   ADMIN_PORT           of Envoy's own pages, on loopback
#   DRAIN_LEAST_SECONDS  until everybody who brings new connections has noticed
#   DRAIN_MOST_SECONDS   longer than any request may take: what still runs then is ended
#
# Fails when Envoy does not answer. Uses bash and coreutils alone, since the image of Envoy has no curl.
set -euo pipefail

port=${ADMIN_PORT:-9901}
least=${DRAIN_LEAST_SECONDS:-15}
most=${DRAIN_MOST_SECONDS:-80}

# METHOD PATH: prints Envoy's whole answer.
ask() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf '%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' "$1" "$2" >&3
  cat <&3
  exec 3>&-
}

# Prints how many requests are in progress, on all ports for pages together.
requests() {
  local answer
  answer=$(ask GET '/stats?filter=http.grpc_web.downstream_rq_active')
  [[ $answer =~ downstream_rq_active:\ ([0-9]+) ]] || { echo "Envoy does not say what it does: $answer" >&2; return 1; }
  echo "${BASH_REMATCH[1]}"
}

[[ $(ask POST /healthcheck/fail) == 'HTTP/1.1 200 '* ]] || { echo 'Envoy does not let its health fail.' >&2; exit 1; }
while ((SECONDS < most)); do
  left=$(requests)
  if ((SECONDS >= least && left == 0)); then exit 0; fi
  sleep 1
done
echo "After $most s, $(requests) requests are in progress still." >&2
