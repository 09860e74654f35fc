# A real HTTPS server on loopback, for the tests that load this.

# start_nginx: nginx with the certificates of $pki serving $www, plainly at $port, to
# clients with a certificate at $closed.
start_nginx() {
	local ports dir=$BATS_TEST_TMPDIR/nginx
	www=$dir/www
	log=$dir/access.log
	mkdir -p "$www" "$dir/tmp"
	ports=$(/usr/bin/python3 -c '
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(one.getsockname()[1] for one in sockets))')
	port=${ports% *} closed=${ports#* }
	cat >"$dir/nginx.conf" <<END
daemon off;
master_process off;
pid $dir/pid;
error_log $dir/error.log;
events { worker_connections 256; }
http {
	types { application/xml xml; text/plain txt; }
	log_format short '\$status \$uri';
	access_log $log short;
	client_body_temp_path $dir/tmp/body;
	proxy_temp_path $dir/tmp/proxy;
	fastcgi_temp_path $dir/tmp/fastcgi;
	scgi_temp_path $dir/tmp/scgi;
	uwsgi_temp_path $dir/tmp/uwsgi;
	ssl_certificate $pki/good.pem;
	ssl_certificate_key $pki/good.key;
	root $www;
	server { listen 127.0.0.1:$port ssl; }
	server {
		listen 127.0.0.1:$closed ssl;
		ssl_client_certificate $pki/ca.pem;
		ssl_verify_client on;
	}
}
END
	/usr/sbin/nginx -p "$dir" -c "$dir/nginx.conf" 3>&- &
	nginx=$!
	for _ in $(seq 100); do
		[ ! -s "$dir/pid" ] || return 0
		sleep 0.05
	done
	return 1
}

teardown() {
	[ -z "${nginx-}" ] || kill "$nginx"
}
