#!/bin/sh
# 15 0 * * *  /srv/charter/nightly.sh      a quarter past midnight, of the machine's zone
set -eu
export TZ=Asia/Kuala_Lumpur                       # the zone of the office: the machine may have another
now=$(date +%FT%H:%M) first=$(date +%Y-%m-01)
cd /srv/charter

charterclock validate counter.yaml
charterclock calendar check MY-07 --at "${now%T*}" --horizon 60 || echo "look at the calendar" >&2
charterclock report counter.yaml cases.csv --at "$now" --over "$first..${now%T*}" \
    --pauses pauses.csv --extensions extensions.csv --language ms --out report.html
charterclock assess counter.yaml cases.csv --at "$now" --pauses pauses.csv --extensions extensions.csv \
    --out assessed.csv --fail-on overdue,problem
