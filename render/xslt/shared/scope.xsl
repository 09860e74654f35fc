<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapters on legal basis, scope, method and quality. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p ilo">

  <xsl:key name="sender" match="n:source[@fate = 'in-force']" use="@sender"/>

  <xsl:template name="state-list">
    <xsl:param name="states"/>
    <xsl:for-each select="$states">
      <xsl:if test="position() &gt; 1">, </xsl:if>
      <xsl:value-of select="ilo:country(@code)"/>
    </xsl:for-each>
    <xsl:if test="not($states)"><xsl:value-of select="ilo:text('nobody')"/></xsl:if>
  </xsl:template>

  <xsl:template name="scope">
    <xsl:variable name="bound" select="$scope/n:state[@bound = 'true' or @bound = '1']"/>
    <section id="scope" kind="chapter" title="{ilo:text('scope')}">
      <p><xsl:value-of select="ilo:text('scope.purpose')"/></p>
      <p><xsl:value-of select="ilo:property('regimes', $regime, 'rule')"/></p>
      <facts>
        <fact label="{ilo:text('scope.host-scope')}"><xsl:value-of select="ilo:property('regimes', $regime, 'host_scope')"/></fact>
        <fact label="{ilo:text('scope.input')}"><xsl:value-of select="ilo:property('regimes', $regime, 'addressees')"/></fact>
        <fact label="{ilo:text('scope.output')}"><xsl:value-of select="ilo:property('regimes', $regime, 'legal_output')"/></fact>
        <fact label="{ilo:text('scope.bound', ilo:number(count($bound[@group = 'member'])))}">
          <xsl:call-template name="state-list"><xsl:with-param name="states" select="$bound[@group = 'member']"/></xsl:call-template>
        </fact>
        <fact label="{ilo:text('scope.unbound')}">
          <xsl:call-template name="state-list"><xsl:with-param name="states" select="$scope/n:state[@group = 'member'][not(@bound = 'true' or @bound = '1')]"/></xsl:call-template>
        </fact>
        <fact label="{ilo:text('scope.associated')}">
          <xsl:call-template name="state-list"><xsl:with-param name="states" select="$scope/n:state[@group = 'associated']"/></xsl:call-template>
        </fact>
        <fact label="{ilo:text('scope.reported')}">
          <xsl:call-template name="state-list"><xsl:with-param name="states" select="$scope/n:state[key('sender', @code)]"/></xsl:call-template>
        </fact>
        <fact label="{ilo:text('scope.absent')}">
          <xsl:call-template name="state-list"><xsl:with-param name="states" select="$bound[not(key('sender', @code))]"/></xsl:call-template>
        </fact>
      </facts>
      <note><xsl:value-of select="ilo:text('scope.absent.note')"/></note>
    </section>
  </xsl:template>

  <xsl:template name="method">
    <xsl:variable name="parameters" select="$statistics/s:parameters"/>
    <section id="method" kind="chapter" title="{ilo:text('method')}">
      <section id="method-sources" title="{ilo:text('method.sources')}">
        <p><xsl:value-of select="ilo:text(concat('basis.long.', $basis))"/></p>
        <p><xsl:value-of select="ilo:text('method.cut-off', ilo:period(substring($networks/@known-at, 1, 10)))"/></p>
      </section>
      <section id="method-missing" title="{ilo:text('method.missing')}">
        <p><xsl:value-of select="ilo:text('method.missing.text')"/></p>
      </section>
      <section id="method-intervals" title="{ilo:text('method.intervals')}">
        <p><xsl:value-of select="ilo:text('method.intervals.text', ilo:number($parameters/@confidence * 100))"/></p>
        <p><xsl:value-of select="ilo:text('method.small', ilo:number($parameters/@small-number))"/></p>
      </section>
      <section id="method-sums" title="{ilo:text('method.sums')}">
        <p><xsl:value-of select="ilo:text('method.sums.text', ilo:number($parameters/@mirror-factor, 1))"/></p>
      </section>
      <xsl:call-template name="coverage"/>
      <xsl:call-template name="completeness"/>
      <xsl:call-template name="analyses"><xsl:with-param name="chapter">method</xsl:with-param></xsl:call-template>
    </section>
  </xsl:template>

  <!-- Which fields were answered: a tile for each host country and field. -->
  <xsl:template name="completeness">
    <xsl:variable name="fields" select="/p:page/c:codelist[@id = 'fields']/c:code[c:property[@name = 'part'] = 'A' or c:property[@name = 'part'] = 'B' or c:property[@name = 'part'] = 'C'][@id != 'B12']"/>
    <xsl:if test="$networks/n:network">
      <section id="completeness" title="{ilo:text('completeness')}">
        <p><xsl:value-of select="ilo:text('completeness.text')"/></p>
        <table id="t-completeness" kind="matrix" title="{ilo:text('table.completeness', ilo:number(count($fields[key('field', @id)])), ilo:number(count($fields)))}" subtitle="{ilo:text('table.completeness.sub', ilo:period($now))}">
          <col kind="head"/>
          <xsl:for-each select="$fields"><col kind="tile"/></xsl:for-each>
          <col kind="tile"/>
          <head><row>
            <cell><xsl:value-of select="ilo:text('by.host')"/></cell>
            <xsl:for-each select="$fields"><cell kind="tile" title="{ilo:label('fields', @id)}"><xsl:value-of select="@id"/></cell></xsl:for-each>
            <cell kind="tile"><xsl:value-of select="ilo:text('col.contributions')"/></cell>
          </row></head>
          <body>
            <xsl:for-each select="$networks/n:network">
              <xsl:sort select="ilo:sort-key(ilo:country(@host))"/>
              <xsl:variable name="network" select="."/>
              <row>
                <cell head="yes"><link to="host-{@host}"><xsl:value-of select="ilo:country(@host)"/></link></cell>
                <xsl:for-each select="$fields">
                  <xsl:variable name="answers" select="count(key('host-field', concat($network/@host, ' ', @id))/n:entry)"/>
                  <xsl:choose>
                    <xsl:when test="$answers &gt; 0"><cell kind="tile" tile="number" title="{ilo:label('fields', @id)}"><xsl:value-of select="ilo:number($answers)"/></cell></xsl:when>
                    <xsl:otherwise><cell kind="tile" tile="none" title="{ilo:text('completeness.none')}"><xsl:value-of select="ilo:text('coverage.sign.none')"/></cell></xsl:otherwise>
                  </xsl:choose>
                </xsl:for-each>
                <cell kind="tile"><b><xsl:value-of select="ilo:number(count(n:contribution))"/></b></cell>
              </row>
            </xsl:for-each>
          </body>
          <foot><p>
            <xsl:value-of select="ilo:text('completeness.foot')"/>
            <xsl:for-each select="$fields">
              <xsl:choose><xsl:when test="position() = 1"><xsl:text> </xsl:text></xsl:when><xsl:otherwise>; </xsl:otherwise></xsl:choose>
              <b><xsl:value-of select="@id"/></b><xsl:text> </xsl:text><xsl:value-of select="ilo:label('fields', @id)"/>
            </xsl:for-each>
            <xsl:text>.</xsl:text>
          </p></foot>
        </table>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Who reported on what: a tile for each state expected. -->
  <xsl:template name="coverage">
    <xsl:variable name="hosts" select="$statistics/s:coverage/s:host"/>
    <section id="coverage" title="{ilo:text('coverage')}">
      <xsl:choose>
        <xsl:when test="$hosts">
          <xsl:variable name="states" select="$scope/n:state[@code = $hosts/s:reporter/@state]"/>
          <p><xsl:value-of select="ilo:text('coverage.text', ilo:number($statistics/s:coverage/@reported), ilo:number($statistics/s:coverage/@expected))"/></p>
          <table id="t-coverage" kind="matrix" title="{ilo:text('table.coverage', ilo:number($statistics/s:coverage/@reported), ilo:number($statistics/s:coverage/@expected))}" subtitle="{ilo:text('table.coverage.sub', ilo:period($now))}">
            <col kind="head"/>
            <xsl:for-each select="$states"><col kind="tile"/></xsl:for-each>
            <col kind="narrow"/>
            <head><row>
              <cell><xsl:value-of select="ilo:text('by.host')"/></cell>
              <xsl:for-each select="$states"><cell kind="tile" title="{ilo:country(@code)}"><xsl:value-of select="ilo:state-code(@code)"/></cell></xsl:for-each>
              <cell kind="number"><xsl:value-of select="ilo:text('col.reported')"/></cell>
            </row></head>
            <body>
              <xsl:for-each select="$hosts">
                <xsl:sort select="ilo:sort-key(ilo:country(@code))"/>
                <xsl:variable name="host" select="."/>
                <row>
                  <cell head="yes"><link to="host-{@code}"><xsl:value-of select="ilo:country(@code)"/></link></cell>
                  <xsl:for-each select="$states">
                    <xsl:variable name="status" select="$host/s:reporter[@state = current()/@code]/@status"/>
                    <xsl:choose>
                      <xsl:when test="$status"><cell kind="tile" tile="{$status}" title="{ilo:text(concat('coverage.', $status))}"><xsl:value-of select="ilo:text(concat('coverage.sign.', $status))"/></cell></xsl:when>
                      <xsl:otherwise><cell kind="tile" tile="none" title="{ilo:text('coverage.none')}"><xsl:value-of select="ilo:text('coverage.sign.none')"/></cell></xsl:otherwise>
                    </xsl:choose>
                  </xsl:for-each>
                  <cell kind="number"><xsl:value-of select="ilo:text('of', ilo:number(@reported), ilo:number(@expected))"/></cell>
                </row>
              </xsl:for-each>
            </body>
            <foot><p><xsl:value-of select="ilo:text('coverage.foot')"/></p></foot>
          </table>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="ilo:text('coverage.empty')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>
</xsl:stylesheet>
