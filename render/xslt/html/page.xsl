<?xml version="1.0" encoding="UTF-8"?>
<!-- Second pass for the screen: one file without scripts or anything remote.
     The result is HTML that an XML parser reads as well. -->
<xsl:stylesheet version="1.0"
    extension-element-prefixes="ilo"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:d="urn:x-ilo:document:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p d ilo">

  <xsl:include href="../shared/charts.xsl"/>
  <xsl:include href="blocks.xsl"/>

  <xsl:param name="css"/>
  <xsl:variable name="nl"><xsl:text>&#10;</xsl:text></xsl:variable>

  <xsl:template match="/d:document">
    <html lang="{@xml:lang}" xml:lang="{@xml:lang}">
      <xsl:value-of select="$nl"/>
      <head>
        <meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
        <xsl:value-of select="$nl"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"/>
        <xsl:value-of select="$nl"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="referrer" content="no-referrer"/>
        <meta name="robots" content="noindex"/>
        <xsl:value-of select="$nl"/>
        <title><xsl:value-of select="@title"/>, <xsl:value-of select="@semester"/></title>
        <xsl:value-of select="$nl"/>
        <style>
          <xsl:value-of select="$css"/>
          <xsl:if test="d:exercise">@media print { @page { @top-center { content: "<xsl:value-of select="d:exercise"/>"; font: 700 9pt sans-serif; } } }</xsl:if>
        </style>
      </head>
      <xsl:value-of select="$nl"/>
      <body>
        <xsl:if test="d:exercise"><xsl:attribute name="class">exercise</xsl:attribute></xsl:if>
        <xsl:apply-templates select="d:exercise"/>
        <a class="skip" href="#report"><xsl:value-of select="@skip"/></a>
        <xsl:apply-templates select="d:front"/>
        <xsl:call-template name="contents"/>
        <main id="report" tabindex="-1">
          <xsl:apply-templates select="d:section"/>
        </main>
        <xsl:value-of select="$nl"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="d:front">
    <xsl:value-of select="$nl"/>
    <header class="front" id="top">
      <div class="logo" aria-hidden="true"/>
      <xsl:apply-templates select="d:line[@kind = 'exercise']"/>
      <xsl:apply-templates select="d:line[@kind = 'marking']"/>
      <h1>
        <xsl:value-of select="d:line[@kind = 'title']"/>
        <span class="subtitle"><xsl:value-of select="d:line[@kind = 'subtitle']"/></span>
      </h1>
      <xsl:apply-templates select="d:line[@kind = 'presidency']"/>
      <xsl:apply-templates select="d:facts"/>
    </header>
  </xsl:template>

  <!-- Stays in sight, whatever part of the report is. -->
  <xsl:template match="d:exercise"><aside class="strip" aria-label="{@label}"><xsl:value-of select="."/></aside></xsl:template>

  <xsl:template match="d:line"><p class="{@kind}"><xsl:value-of select="."/></p></xsl:template>

  <xsl:template name="contents">
    <xsl:value-of select="$nl"/>
    <nav class="contents" aria-label="{@contents}">
      <p class="contents-title"><a href="#top"><xsl:value-of select="@contents"/></a></p>
      <ol>
        <xsl:for-each select="d:section">
          <xsl:value-of select="$nl"/>
          <li>
            <a href="#{@id}"><span class="number"><xsl:value-of select="@number"/></span><xsl:text> </xsl:text><xsl:value-of select="@title"/></a>
            <xsl:if test="d:section[@kind = 'host']">
              <details>
                <summary><xsl:value-of select="ilo:plural('hosts-in-contents', count(d:section))"/></summary>
                <ol>
                  <xsl:for-each select="d:section"><li><a href="#{@id}"><xsl:value-of select="@title"/></a></li></xsl:for-each>
                </ol>
              </details>
            </xsl:if>
          </li>
        </xsl:for-each>
      </ol>
    </nav>
    <xsl:value-of select="$nl"/>
  </xsl:template>

  <!-- ===== Sections ===== -->

  <xsl:template match="d:section">
    <ilo:finished/>
    <xsl:variable name="level" select="count(ancestor::d:section) + 2"/>
    <xsl:value-of select="$nl"/>
    <section id="{@id}" aria-labelledby="{@id}-h">
      <xsl:attribute name="class">
        <xsl:choose><xsl:when test="@kind"><xsl:value-of select="@kind"/></xsl:when><xsl:otherwise>part</xsl:otherwise></xsl:choose>
      </xsl:attribute>
      <xsl:element name="h{$level}">
        <xsl:attribute name="id"><xsl:value-of select="@id"/>-h</xsl:attribute>
        <span class="number"><xsl:value-of select="@number"/></span>
        <xsl:text> </xsl:text>
        <xsl:value-of select="@title"/>
      </xsl:element>
      <xsl:apply-templates select="*"/>
    </section>
  </xsl:template>

  <xsl:template match="d:part">
    <xsl:value-of select="$nl"/>
    <div class="heading">
      <h4><xsl:value-of select="@title"/></h4>
      <xsl:apply-templates select="*"/>
    </div>
  </xsl:template>

  <xsl:template match="d:open"><p class="open"><xsl:apply-templates/></p></xsl:template>
</xsl:stylesheet>
