package dev.narthex.server;
import dev.narthex.server.config.ServerConfig;
public final class Narthex implements AutoCloseable {
  public static Narthex start(ServerConfig c){ return new Narthex(); }
  public int port(){return 1;}
  @Override public void close(){}
}
