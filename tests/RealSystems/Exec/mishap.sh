#!/bin/sh
# Stands before a program; a mishap befalls the next call that has an effect.
told=$(cat)
mishap=none
case $told in *'"call":"execute"'*)
    if mv mishap mishap.$$ 2> /dev/null; then mishap=$(cat mishap.$$); rm mishap.$$; fi ;;
esac
case $mishap in
    LostCall) kill -9 $$ ;;
    Hang) sleep 1000 & wait ;;
    LostAnswer) printf %s "$told" | "$@" > /dev/null; kill -9 $$ ;;
    *) printf %s "$told" | exec "$@" ;;
esac
