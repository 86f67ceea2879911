# Runs on a node, in its directory: prints each line of its logs as "<file> <text>".
# " present" parts the lines that were there from those that come. $follow is yes or no.
prefix() { sed -e "s/^/$1 /" -e '$a\'; }
prefix_at_once() { sed -u -e "s/^/$1 /"; }
files() { ls logs 2>/dev/null | grep -E '^[A-Za-z0-9._-]+\.log(\.[0-9]{1,3})?$'; }
current() { case $1 in *.log | *.log.0) return 0 ;; *) return 1 ;; esac; }

# A node that never came so far as to have logs: what its first boot printed.
if [ ! -d logs ]; then
  { sudo -n cat /var/log/cloud-init-output.log || cat /var/log/cloud-init-output.log; } 2>/dev/null | prefix boot.log
  echo ' present'
  exit 0
fi

if [ "$follow" != yes ]; then
  for file in $(files); do prefix "$file" <"logs/$file"; done
  echo ' present'
  exit 0
fi

# Whole lines first, then what is added to them; a file that is turned over is followed by its name.
seen=' '
follow_new() {
  for file in $(files); do
    case $seen in *" $file "*) continue ;; esac
    seen="$seen$file "
    if current "$file"; then
      lines=$(wc -l <"logs/$file")
      head -n "$lines" "logs/$file" | prefix "$file"
      tail -n "+$((lines + 1))" -F "logs/$file" 2>/dev/null | prefix_at_once "$file" &
    elif [ "$1" = first ]; then
      prefix "$file" <"logs/$file"
    fi
  done
}
follow_new first
echo ' present'
while :; do
  sleep 1
  follow_new later
done &
# The input ends when the one who reads this is gone; nothing may stay behind on the node.
cat >/dev/null
kill 0
